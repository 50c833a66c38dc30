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

// A packed page is one line of JSON that describes it, the ICC profile, the coded picture.

namespace baton::scan {
namespace {

namespace json = boost::json;

constexpr int version = 1;
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

// Throws for whatever is missing or of another type.
RenderedPage described(const json::object& description) {
    RenderedPage page;
    if (description.at("version").to_number<int>() != version) throw std::invalid_argument{"version"};
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
    page.icc.resize(description.at("icc").to_number<std::uint32_t>());
    for (const json::value& word : description.at("words").as_array()) page.words.push_back(word_of(word.as_array()));
    return page;
}

}  // namespace

media::Bytes pack(const RenderedPage& page) {
    const std::string description = json::serialize(json::object{{"version", version},
                                                                 {"mode", name_of(page.mode)},
                                                                 {"width", page.size.width},
                                                                 {"height", page.size.height},
                                                                 {"dpi", page.dpi},
                                                                 {"dpi_known", page.dpi_known},
                                                                 {"channels", page.channels},
                                                                 {"coding", name_of(page.coding)},
                                                                 {"icc", page.icc.size()},
                                                                 {"words", words_of(page)}}) +
                                    "\n";
    const auto line = std::as_bytes(std::span{description});
    media::Bytes packed;
    packed.reserve(line.size() + page.icc.size() + page.bytes.size());
    packed.insert(packed.end(), line.begin(), line.end());
    packed.insert(packed.end(), page.icc.begin(), page.icc.end());
    packed.insert(packed.end(), page.bytes.begin(), page.bytes.end());
    return packed;
}

result<RenderedPage> unpack(media::BytesView packed) {
    Error foreign{errc::processing_failed, "a kept page cannot be read", {}};
    const auto end = std::ranges::find(packed, std::byte{'\n'});
    if (end == packed.end()) return foreign;
    const auto length = static_cast<std::size_t>(end - packed.begin());
    try {
        const json::value description = json::parse({reinterpret_cast<const char*>(packed.data()), length});
        packed = packed.subspan(length + 1);
        RenderedPage page = described(description.as_object());
        if (page.icc.size() > packed.size()) return foreign;
        std::ranges::copy(packed.first(page.icc.size()), page.icc.begin());
        packed = packed.subspan(page.icc.size());
        page.bytes.assign(packed.begin(), packed.end());
        return page;
    } catch (const std::exception&) {
        return foreign;
    }
}

}  // namespace baton::scan
