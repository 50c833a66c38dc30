#include "media/src/pdf/document.hpp"

namespace baton::media::pdf {

Document empty_document() {
    Document document{qpdf_init()};
    qpdf_silence_errors(document.get());
    qpdf_empty_pdf(document.get());
    return document;
}

result<Bytes> written(const Document& document, const char* version) {
    qpdf_oh_replace_key(document.get(), qpdf_get_trailer(document.get()), "/Info",
                        shared(document, parsed(document, "<< /Producer (Baton) >>")));
    qpdf_init_write_memory(document.get());
    qpdf_set_deterministic_ID(document.get(), QPDF_TRUE);
    // PDF/A asks for an end of line before `endstream`, which does not count in the length (ISO 19005-2, 6.1.7.1).
    qpdf_set_newline_before_endstream(document.get(), QPDF_TRUE);
    if (version != nullptr) qpdf_set_minimum_pdf_version(document.get(), version);
    qpdf_write(document.get());
    if (qpdf_has_error(document.get()) != 0) return Error{errc::processing_failed, "the PDF could not be written", {}};
    const auto* first = reinterpret_cast<const std::byte*>(qpdf_get_buffer(document.get()));
    return Bytes{first, first + qpdf_get_buffer_length(document.get())};
}

qpdf_oh shared(const Document& document, qpdf_oh object) {
    return qpdf_make_indirect_object(document.get(), object);
}

qpdf_oh stream(const Document& document, qpdf_oh dictionary, BytesView data) {
    _qpdf_data* const pdf = document.get();
    const qpdf_oh made = qpdf_oh_new_stream(pdf);
    const qpdf_oh filter = qpdf_oh_get_key(pdf, dictionary, "/Filter");
    const qpdf_oh parameters = qpdf_oh_get_key(pdf, dictionary, "/DecodeParms");
    qpdf_oh_replace_stream_data(pdf, made, reinterpret_cast<const unsigned char*>(data.data()), data.size(), filter,
                                parameters);
    const qpdf_oh described = qpdf_oh_get_dict(pdf, made);
    qpdf_oh_begin_dict_key_iter(pdf, dictionary);
    while (qpdf_oh_dict_more_keys(pdf) != 0) {
        const char* key = qpdf_oh_dict_next_key(pdf);
        qpdf_oh_replace_key(pdf, described, key, qpdf_oh_get_key(pdf, dictionary, key));
    }
    return made;
}

void append_page(const Document& document, qpdf_oh page) {
    qpdf_add_page(document.get(), document.get(), shared(document, page), QPDF_FALSE);
}

}  // namespace baton::media::pdf
