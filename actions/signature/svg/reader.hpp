#pragma once

#include "actions/signature/svg/index.hpp"
#include "actions/signature/svg/objection.hpp"
#include "actions/signature/svg/painter.hpp"
#include "actions/signature/svg/path.hpp"
#include "actions/signature/svg/stylist.hpp"

#include <pugixml.hpp>

#include <string_view>
#include <vector>

namespace baton::signature::svg {

/// What holds for an element from those around it.
struct Scene {
    Style style;
    Position position;
    Viewport viewport;  ///< of the nearest svg around, in its user units
};

/// Walks through a document and paints what it shows.
class Reader {
public:
    Reader(const Index& index, const Style& base, const Viewport& picture, Painter& painter, Objection& objection);

    /// Paints what is in the root, whose scene is given but for its style inside of `base`.
    void read(Scene scene, const Style& base);

    /// True if what came after that is not painted.
    bool exhausted() const;
    bool out_of_pieces() const { return pieces_.exhausted() || painter_.out_of_pieces(); }

private:
    void children(const pugi::xml_node& element, const Scene& scene);
    void visit(const pugi::xml_node& element, const Scene& around);
    void draw(const pugi::xml_node& element, std::string_view name, const Scene& scene);
    void first_of(const pugi::xml_node& element, const Scene& scene);
    void use(const pugi::xml_node& element, Scene scene);
    void enter(const pugi::xml_node& element, const pugi::xml_node& sizes, Scene& scene);
    bool object_to(const pugi::xml_node& element, std::string_view name);
    bool has_content(const pugi::xml_node& element);

    const Index& index_;
    Stylist stylist_;
    Painter& painter_;
    Objection& objection_;
    Budget pieces_;
    Budget visits_;
    std::vector<pugi::xml_node> used_;  // what is being painted for a `use`, from the outside in
    int depth_ = 0;
};

}  // namespace baton::signature::svg
