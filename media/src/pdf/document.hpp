#pragma once

#include <baton/media/bytes.hpp>
#include <baton/result.hpp>

#include <qpdf/qpdf-c.h>

#include <cstdio>
#include <memory>

/// What every PDF that we write needs of qpdf's C interface.
// decision 0003
namespace baton::media::pdf {

struct DocumentRelease {
    void operator()(_qpdf_data* document) const { qpdf_cleanup(&document); }
};
using Document = std::unique_ptr<_qpdf_data, DocumentRelease>;

/// A document without pages.
Document empty_document();

/// The file: always the same for the same pages, there is no date and no name in it. `version`: of PDF at least, "1.7";
/// nullptr for what qpdf finds enough. Errors: `processing_failed`.
result<Bytes> written(const Document& document, const char* version = nullptr);

/// PDF syntax as an object; qpdf checks it.
inline qpdf_oh parsed(const Document& document, const char* text) {
    return qpdf_oh_parse(document.get(), text);
}

/// The same from a format; at most 319 characters.
template <class... Values>
qpdf_oh parsed(const Document& document, const char* format, Values... values) {
    char text[320];
    std::snprintf(text, sizeof text, format, values...);
    return parsed(document, text);
}

/// The object as one that others refer to.
qpdf_oh shared(const Document& document, qpdf_oh object);

/// A stream. `dictionary` describes the data; its /Filter and /DecodeParms say how they are coded already.
qpdf_oh stream(const Document& document, qpdf_oh dictionary, BytesView data);

/// Adds a page object behind the last.
void append_page(const Document& document, qpdf_oh page);

}  // namespace baton::media::pdf
