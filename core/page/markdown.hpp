#pragma once

#include <string>
#include <string_view>

namespace baton::core::page {

/// Escapes text for HTML content and attribute values.
std::string escape_html(std::string_view text);

/// HTML of a safe Markdown subset: paragraphs, headings, lists, quotes, emphasis, code, line breaks and links to http,
/// https, mailto and tel. Raw HTML is shown as text, a picture as its description, other links lose their address. Each
/// outermost block has the direction of its own text (`dir="auto"`).
// decision 0036
std::string markdown_to_html(std::string_view text);

}  // namespace baton::core::page
