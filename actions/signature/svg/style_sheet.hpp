#pragma once

#include "actions/signature/svg/css_text.hpp"
#include "actions/signature/svg/index.hpp"
#include "actions/signature/svg/objection.hpp"
#include "actions/signature/svg/selector.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace baton::signature::svg {

/// A selector and what it gives to the elements that it matches.
struct Rule {
    Selector selector;
    std::size_t declarations = 0;  ///< which block of `StyleSheet::blocks`
    std::size_t order = 0;
};

/// All style sheets of a document, in their order.
class StyleSheet {
public:
    /// Objects to at-rules that a picture on a screen may obey, and to nested rules. Rules beyond some thousands are
    /// objected to as well.
    StyleSheet(const Index& index, Objection& objection);

    const std::vector<Rule>& rules() const { return rules_; }
    const std::vector<Declaration>& block(std::size_t at) const { return blocks_[at]; }

private:
    void add(std::string_view css, Objection& objection, int depth);
    void add_at_rule(std::string_view prelude, std::string_view block, Objection& objection, int depth);
    void add_rule(std::string_view selectors, std::string_view declarations, Objection& objection);

    std::deque<std::string> texts_;  // what everything below points into
    std::vector<std::vector<Declaration>> blocks_;
    std::vector<Rule> rules_;
};

}  // namespace baton::signature::svg
