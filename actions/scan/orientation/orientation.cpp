#include "orientation.hpp"

#include "ascenders.hpp"
#include "margins.hpp"
#include <cmath>
#include <cstdio>

namespace baton::scan {
double z(int a, int b) { return a + b ? (a - b) / std::sqrt(static_cast<double>(a + b)) : 0.0; }
std::optional<Orientation> orientation_of(const cv::Mat1b& page) {
    Letters letters = letters_of(page);
    const Run run = run_of(letters);
    const bool down = run.down > run.across;
    if (down) letters = turned(letters);
    int up = 0, dn = 0, lu = 0, ld = 0, nl = 0;
    double length = 0; int du=0,dd=0,pu=0,pd=0;
    const auto lines = lines_of(letters);
    for (const Line& line : lines) for (const Line& part : parts_of(line, letters)) {
        const auto r = reaching_of(letters, part);
        if (!r) continue;
        ++nl; du+=r->dots_up; dd+=r->dots_down; pu+=r->points_up; pd+=r->points_down;
        up += r->above; dn += r->below; length += r->length;
        lu += r->above > r->below; ld += r->below > r->above;
    }
    const Margins m = margins_of(letters, lines);
    std::fprintf(stderr, "letters %zu size %.0f across %d down %d | lines %d length %.0f above %d below %d lu %d ld %d dots %d %d points %d %d margins %d %d\n", letters.boxes.size(), letters.size, run.across, run.down, nl, length, up, dn, lu, ld, du, dd, pu, pd, m.left, m.right);
    const double share = std::max(run.across, run.down) / std::max(1.0, run.across + run.down * 1.0);
    const int most = std::max(up, dn), least = std::min(up, dn);
    if (run.across + run.down < 40 || share < 0.8 || most < 2 * least || most < 0.15 * length) return std::nullopt;
    const int sign = up > dn ? 1 : -1;
    const double z1 = sign * z(up, dn), z2 = sign * z(du + pu, dd + pd), z3 = sign * z(m.left, m.right);
    const double agree = (sign > 0 ? lu : ld) / std::max(1.0, lu + ld * 1.0);
    if (z1 < 4 || agree < 0.8 || std::min(z2, z3) < -2 || std::max(z2, z3) < 2) return std::nullopt;
    return Orientation{down ? (sign > 0 ? 90 : 270) : (sign > 0 ? 0 : 180), share};
}
}
