#include "actions/signature/svg/variables.hpp"

#include "actions/signature/svg/css_text.hpp"
#include "actions/signature/svg/scanner.hpp"

#include <cstddef>

namespace baton::signature::svg {
namespace {

constexpr std::size_t longest_value = 4096;
constexpr int deepest = 16;

std::size_t next_variable(std::string_view value) {
    for (std::size_t at = 0; at + 4 <= value.size(); ++at) {
        if (value[at + 3] == '(' && equals_ignoring_case(value.substr(at, 3), "var")) return at;
    }
    return value.npos;
}

class Substitution {
public:
    explicit Substitution(Budget& work) : work_{work} {}

    // False if there is no such text.
    bool append(std::string_view value, const Variables* variables, int depth) {
        if (depth == deepest) return false;
        for (std::size_t at = next_variable(value); at != value.npos; at = next_variable(value)) {
            if (!append_plain(value.substr(0, at))) return false;
            value.remove_prefix(at + 4);
            char stop = 0;
            std::string_view inside = take_until(value, ")", stop);
            const std::string_view name = trimmed(take_until(inside, ",", stop));
            const bool has_fallback = stop == ',';
            if (!append_one(name, variables, depth) && !(has_fallback && append(inside, variables, depth + 1))) {
                return false;
            }
        }
        return append_plain(value);
    }

    std::string take() { return std::move(text_); }

private:
    bool append_plain(std::string_view text) {
        if (!work_.take(1 + text.size() / 8) || text_.size() + text.size() > longest_value) return false;
        text_ += text;
        return true;
    }

    bool append_one(std::string_view name, const Variables* variables, int depth) {
        for (; variables; variables = variables->around.get()) {
            for (auto each = variables->own.rbegin(); each != variables->own.rend(); ++each) {
                if (!work_.take(1)) return false;
                if (each->name != name) continue;
                const std::size_t before = text_.size();
                const bool whole = append(each->value, variables, depth + 1);
                if (!whole) text_.resize(before);
                return whole;
            }
        }
        return false;
    }

    Budget& work_;
    std::string text_;
};

}  // namespace

bool has_variables(std::string_view value) {
    return next_variable(value) != value.npos;
}

std::optional<std::string> substituted(std::string_view value, const Variables* variables, Budget& work) {
    Substitution substitution{work};
    if (!substitution.append(value, variables, 0)) return std::nullopt;
    return substitution.take();
}

}  // namespace baton::signature::svg
