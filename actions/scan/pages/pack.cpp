#include "actions/scan/pages/page.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

// Packed pages are one line of JSON that describes them all, then of each its ICC profile and its coded picture.

namespace baton::scan {
namespace {

namespace json = boost::json;

constexpr int version = 2;
constexpr std::array<std::pair<Coding, std::string_view>, 3> coding_names{
    {{Coding::jpeg, "jpeg"}, {Coding::g4, "g4"}, {Coding::png, "png"}}};

std::string_view name_of(Coding coding) {
    return std::ranges::find(coding_names, coding, &std::pair<Coding, std::string_view>::first)->second;
}

json::array words_of(const RenderedPage& page) {
    json::array words;
    words.reserve(page.words.size());
    for (const Word& word : page.words) {
        words.push_back(json::array{word.text, word.left, word.baseline, word.right, word.baseline_end, word.height});
    }
    return words;
}

Word word_of(const json::array& fields) {
    const auto number = [&](std::size_t i) { return fields.at(i).to_number<float>(); };
    return {std::string{fields.at(0).as_string()}, number(1), number(2), number(3), number(4), number(5)};
}

json::object description_of(const RenderedPage& page) {
    return {{"mode", name_of(page.mode)},
            {"width", page.size.width},
            {"height", page.size.height},
            {"dpi", page.dpi},
            {"dpi_known", page.dpi_known},
            {"channels", page.channels},
            {"coding", name_of(page.coding)},
            {"faint", page.faint},
            {"strip", page.strip},
            {"icc", page.icc.size()},
            {"bytes", page.bytes.size()},
            {"words", words_of(page)}};
}

// Takes as many bytes from the front. Throws if there are not so many.
media::Bytes taken(media::BytesView& packed, const json::value& size) {
    const auto count = size.to_number<std::size_t>();
    if (count > packed.size()) throw std::invalid_argument{"size"};
    const auto part = packed.first(count);
    packed = packed.subspan(count);
    return {part.begin(), part.end()};
}

// Throws for whatever is missing or of another type. `packed`: what follows the description, from this page on.
RenderedPage described(const json::object& description, media::BytesView& packed) {
    RenderedPage page;
    page.mode = mode_named(std::string_view{description.at("mode").as_string()}).value();
    page.size.width = description.at("width").to_number<std::uint32_t>();
    page.size.height = description.at("height").to_number<std::uint32_t>();
    page.dpi = description.at("dpi").to_number<double>();
    page.dpi_known = description.at("dpi_known").as_bool();
    page.channels = description.at("channels").to_number<unsigned>();
    const std::string_view coding{description.at("coding").as_string()};
    const auto known = std::ranges::find(coding_names, coding, &std::pair<Coding, std::string_view>::second);
    if (known == coding_names.end()) throw std::invalid_argument{"coding"};
    page.coding = known->first;
    page.faint = description.at("faint").as_bool();
    page.strip = description.at("strip").as_bool();
    page.icc = taken(packed, description.at("icc"));
    page.bytes = taken(packed, description.at("bytes"));
    for (const json::value& word : description.at("words").as_array()) page.words.push_back(word_of(word.as_array()));
    return page;
}

}  // namespace

media::Bytes pack(const RenderedPages& pages) {
    json::array descriptions;
    std::size_t size = 0;
    for (const RenderedPage& page : pages) {
        descriptions.push_back(description_of(page));
        size += page.icc.size() + page.bytes.size();
    }
    const std::string description =
        json::serialize(json::object{{"version", version}, {"pages", std::move(descriptions)}}) + "\n";
    const auto line = std::as_bytes(std::span{description});
    media::Bytes packed;
    packed.reserve(line.size() + size);
    packed.insert(packed.end(), line.begin(), line.end());
    for (const RenderedPage& page : pages) {
        packed.insert(packed.end(), page.icc.begin(), page.icc.end());
        packed.insert(packed.end(), page.bytes.begin(), page.bytes.end());
    }
    return packed;
}

result<RenderedPages> unpack(media::BytesView packed) {
    Error foreign{errc::processing_failed, "a kept page cannot be read", {}};
    const auto end = std::ranges::find(packed, std::byte{'\n'});
    if (end == packed.end()) return foreign;
    const auto length = static_cast<std::size_t>(end - packed.begin());
    try {
        const json::value description = json::parse({reinterpret_cast<const char*>(packed.data()), length});
        packed = packed.subspan(length + 1);
        if (description.at("version").to_number<int>() != version) return foreign;
        RenderedPages pages;
        for (const json::value& page : description.at("pages").as_array()) {
            pages.push_back(described(page.as_object(), packed));
        }
        if (pages.empty() || !packed.empty()) return foreign;
        return pages;
    } catch (const std::exception&) {
        return foreign;
    }
}

}  // namespace baton::scan
