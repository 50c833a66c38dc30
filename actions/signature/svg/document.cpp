#include "actions/signature/svg/document.hpp"

namespace baton::signature::svg {
namespace {

Error refused(const char* why) {
    return {errc::unsupported_media, std::string{"the SVG cannot be read: "} + why, {}};
}

// Entities are declared in the internal subset. A public identifier alone, as old exporters write it, does no harm.
bool declares(std::string_view document_type) {
    return document_type.find('[') != document_type.npos || document_type.find("<!") != document_type.npos;
}

result<void> check_top(const pugi::xml_document& document) {
    int elements = 0;
    for (const pugi::xml_node& node : document.children()) {
        if (node.type() == pugi::node_doctype && declares(node.value())) {
            return refused("its document type declares something");
        }
        if (node.type() == pugi::node_pi && std::string_view{node.name()} == "xml-stylesheet") {
            return refused("it has a style sheet in another file");
        }
        elements += node.type() == pugi::node_element ? 1 : 0;
    }
    if (elements != 1) return refused("it has not exactly one element at its top");
    const pugi::xml_node root = document.document_element();
    if (std::string_view{root.name()}.substr(prefix_of(root).size()) != "svg") {
        return refused("its first element is no svg");
    }
    return {};
}

pugi::xml_node next_in_document(pugi::xml_node node, int& depth) {
    if (node.first_child()) {
        ++depth;
        return node.first_child();
    }
    while (node && !node.next_sibling()) {
        node = node.parent();
        --depth;
    }
    return node ? node.next_sibling() : node;
}

result<void> check_extent(const pugi::xml_node& root) {
    std::size_t elements = 0;
    int depth = 0;
    for (pugi::xml_node node = root; node; node = next_in_document(node, depth)) {
        elements += node.type() == pugi::node_element ? 1 : 0;
        if (elements > max_elements) return refused("it has too many elements");
        if (depth > max_depth) return refused("its elements are nested too deeply");
    }
    return {};
}

}  // namespace

std::string_view prefix_of(const pugi::xml_node& root) {
    const std::string_view name{root.name()};
    return name.substr(0, name.find(':') + 1);
}

result<std::unique_ptr<pugi::xml_document>> parse(media::BytesView file) {
    if (file.size() > max_bytes) return Error{errc::too_large, "an SVG may have at most 2 MiB", {}};
    auto document = std::make_unique<pugi::xml_document>();
    const auto parsed =
        document->load_buffer(file.data(), file.size(), pugi::parse_default | pugi::parse_doctype | pugi::parse_pi);
    if (!parsed) return refused("its XML is broken");
    if (auto checked = check_top(*document); !checked) return checked.error();
    if (auto checked = check_extent(document->document_element()); !checked) return checked.error();
    return document;
}

}  // namespace baton::signature::svg
