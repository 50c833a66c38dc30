#include "actions/signature/svg/transform.hpp"

#include "actions/signature/svg/scanner.hpp"

#include <array>
#include <numbers>
#include <optional>
#include <span>

namespace baton::signature::svg {
namespace {

struct Arguments {
    std::array<double, 6> value{};
    std::size_t count = 0;
};

std::optional<Arguments> read_arguments(Scanner& scanner) {
    Arguments arguments;
    scanner.skip_space();
    if (!scanner.take('(')) return std::nullopt;
    scanner.skip_space();
    while (!scanner.take(')')) {
        const auto value = scanner.number();
        if (!value || arguments.count == arguments.value.size()) return std::nullopt;
        arguments.value[arguments.count++] = *value;
        scanner.skip_separator();
    }
    return arguments;
}

Matrix rotation(double degrees) {
    const double angle = degrees * std::numbers::pi / 180;
    return {std::cos(angle), std::sin(angle), -std::sin(angle), std::cos(angle), 0, 0};
}

double slope(double degrees) {
    return std::tan(degrees * std::numbers::pi / 180);
}

std::optional<Matrix> function(std::string_view name, const Arguments& given) {
    const auto& v = given.value;
    if (name == "matrix" && given.count == 6) return Matrix{v[0], v[1], v[2], v[3], v[4], v[5]};
    if (name == "translate" && (given.count == 1 || given.count == 2)) return Matrix{1, 0, 0, 1, v[0], v[1]};
    if (name == "scale" && (given.count == 1 || given.count == 2)) {
        return Matrix{v[0], 0, 0, given.count == 2 ? v[1] : v[0], 0, 0};
    }
    if (name == "rotate" && given.count == 1) return rotation(v[0]);
    if (name == "rotate" && given.count == 3) {
        return Matrix{1, 0, 0, 1, v[1], v[2]} * rotation(v[0]) * Matrix{1, 0, 0, 1, -v[1], -v[2]};
    }
    if (name == "skewX" && given.count == 1) return Matrix{1, 0, slope(v[0]), 1, 0, 0};
    if (name == "skewY" && given.count == 1) return Matrix{1, slope(v[0]), 0, 1, 0, 0};
    return std::nullopt;
}

}  // namespace

Matrix read_transform(std::string_view text) {
    Scanner scanner{trimmed(text)};
    Matrix whole;
    while (!scanner.at_end()) {
        const std::string_view name = scanner.word();
        const auto arguments = read_arguments(scanner);
        const auto matrix = arguments ? function(name, *arguments) : std::nullopt;
        if (!matrix) return {};
        whole = whole * *matrix;
        scanner.skip_separator();
    }
    return whole;
}

}  // namespace baton::signature::svg
