#pragma once

#include <optional>
#include <string_view>

namespace baton::signature::svg {

/// Numbers further from zero than this are taken for malformed: no drawing needs them, and sums of them stay exact.
inline constexpr double max_number = 1e7;

/// Reads the small languages inside SVG attributes: numbers, words and punctuation, one after the other.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_{text} {}

    bool at_end() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }

    void skip_space();
    /// White space with at most one comma in it.
    void skip_separator();
    /// Takes the next character if it is `wanted`.
    bool take(char wanted);
    /// The next character, or 0 at the end; it stays.
    char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
    char next();

    /// A number within ±`max_number`. Nothing, and nothing taken, if there is none.
    std::optional<double> number();
    /// The flag of an arc: `0` or `1`, which needs no separator after it.
    std::optional<bool> flag();
    /// ASCII letters, digits and hyphens; may be empty.
    std::string_view word();

private:
    std::string_view rest_;
};

bool is_space(char character);
/// Without white space at both ends.
std::string_view trimmed(std::string_view text);
/// True if both are the same but for the case of ASCII letters. `lower` must be lower case.
bool equals_ignoring_case(std::string_view text, std::string_view lower);

}  // namespace baton::signature::svg
