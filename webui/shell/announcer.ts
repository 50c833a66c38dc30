/** A live region that outlives every screen: one that is drawn together with its text is not read out. */
export function createAnnouncer(): (text: string) => void {
    const region = document.createElement('div');
    region.className = 'visually-hidden';
    region.setAttribute('role', 'status');
    document.body.append(region);
    let timer = 0;
    return (text) => {
        clearTimeout(timer);
        // The same words twice are only read twice if the region was empty in between.
        region.textContent = '';
        timer = window.setTimeout(() => (region.textContent = text), 100);
    };
}
