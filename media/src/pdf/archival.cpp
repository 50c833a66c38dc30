#include "media/src/pdf/archival.hpp"

#include "media/src/rgb_profile.hpp"

#include <span>
#include <string_view>

namespace baton::media::pdf {
namespace {

// The producer is that of the information dictionary; both must agree (ISO 19005-2, 6.6.3).
constexpr std::string_view metadata = R"(<?xpacket begin=")"
                                      "\xEF\xBB\xBF"
                                      R"(" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdf:Producer>Baton</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>)";

}  // namespace

void declare_archival(const Document& document) {
    _qpdf_data* const pdf = document.get();
    const qpdf_oh root = qpdf_get_root(pdf);
    const qpdf_oh described =
        stream(document, parsed(document, "<< /Type /Metadata /Subtype /XML >>"), std::as_bytes(std::span{metadata}));
    qpdf_oh_replace_key(pdf, root, "/Metadata", shared(document, described));
    const qpdf_oh intent = parsed(document,
                                  "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) "
                                  "/Info (sRGB IEC61966-2.1) /RegistryName (http://www.color.org) >>");
    const Bytes profile = rgb_profile(RgbSpace::srgb);
    qpdf_oh_replace_key(pdf, intent, "/DestOutputProfile",
                        shared(document, stream(document, parsed(document, "<< /N 3 >>"), profile)));
    const qpdf_oh intents = parsed(document, "[ ]");
    qpdf_oh_append_item(pdf, intents, shared(document, intent));
    qpdf_oh_replace_key(pdf, root, "/OutputIntents", intents);
}

}  // namespace baton::media::pdf
