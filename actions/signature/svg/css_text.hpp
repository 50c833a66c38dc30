#pragma once

#include <string>
#include <string_view>

namespace baton::signature::svg {

/// CSS without its comments: a space stands in for each.
std::string without_comments(std::string_view css);

/// Takes what comes before the first of `stops` that is in no string and in no brackets, and the stop itself, which is
/// left in `stop` (0 at the end of the text).
std::string_view take_until(std::string_view& text, std::string_view stops, char& stop);

/// A declaration as it is written. The name may be in any case.
struct Declaration {
    std::string_view name;
    std::string_view value;
    bool important = false;
};

/// Takes the next declaration of a block or of a `style` attribute; what is none has an empty name.
Declaration take_declaration(std::string_view& text);

/// In lower case, as far as ASCII goes.
std::string lowered(std::string_view text);

}  // namespace baton::signature::svg
