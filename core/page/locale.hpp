#pragma once

#include <span>
#include <string>
#include <string_view>

namespace baton::core::page {

/// The language of a page.
struct Language {
    std::string tag;   ///< the locale file to use
    std::string lang;  ///< what `<html lang>` says: the session's own tag where its language is spoken, else `tag`
    bool right_to_left = false;
};

/// Chooses among `available` tags: the session's locale, else the best of Accept-Language by its q values
/// (RFC 4647 lookup: "fr-CH" is served by "fr"), else "en".
Language choose_language(std::string_view session_locale, std::string_view accept_language,
                         std::span<const std::string> available);

}  // namespace baton::core::page
