#pragma once

#include "core/http/face.hpp"

#include <memory>
#include <string>
#include <vector>

namespace baton::services::signal {

/// How the service looks: `{"error": text}`, and what CORS lets pages of other origins read. Sections 1 and 4 of the
/// contract.
class Face final : public core::http::Face {
public:
    /// `origins`: whose pages may read answers; empty: all.
    explicit Face(std::vector<std::string> origins) : origins_(std::move(origins)) {}

    core::http::Response failed(const core::Problem& problem, const core::http::Request& request) const override;
    core::task<core::http::Response> unknown_path(core::http::Request& request) const override;
    core::http::Response other_method(const core::http::Request& request, std::string_view allow) const override;
    void finish(const core::http::Request& request, core::http::Response& response) const override;

private:
    bool allows(std::string_view origin) const;

    const std::vector<std::string> origins_;
};

/// A successful answer whose text is JSON.
core::http::Response json_answer(std::string text);
core::http::Response json_answer(std::unique_ptr<core::http::BodyStream> body);

}  // namespace baton::services::signal
