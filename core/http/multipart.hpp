#pragma once

#include "core/base/error.hpp"
#include "core/http/part_head.hpp"
#include "core/http/request.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace baton::core::http {

/// What a form may have at most.
struct MultipartLimits {
    std::size_t parts = 32;
    std::size_t head_bytes = 8 * 1024;              ///< of one part's header
    std::uint64_t part_bytes = UINT64_MAX;          ///< of one part's content
    std::uint64_t content_bytes = UINT64_MAX;       ///< of all parts' contents together
    std::uint64_t surrounding_bytes = 1024 * 1024;  ///< before the first part and after the last
};

/// Reads `multipart/form-data` (RFC 7578, RFC 2046 §5.1) as it arrives, in pieces of any size, and copies no content:
/// `feed` a piece, then ask for events until it says `more`. What it says does not depend on where the pieces are cut,
/// except that content comes in other portions. After an error nothing more can be read.
class MultipartParser {
public:
    enum class Event {
        more,      ///< the piece is used up
        part,      ///< a part begins: `head`
        content,   ///< bytes of it: `content`
        part_end,  ///< it is complete
    };

    /// `boundary` as `form_boundary` returned it.
    explicit MultipartParser(std::string_view boundary, MultipartLimits limits = {});
    MultipartParser(const MultipartParser&) = delete;
    MultipartParser& operator=(const MultipartParser&) = delete;

    /// The next bytes. They must stay until `next` has said `more`, which it must have done for the piece before.
    void feed(std::span<const std::byte> piece);

    /// Errors: bad_request (broken form, too many parts, too long a header), payload_too_large (too many bytes).
    result<Event> next();

    /// Whether the form may end here. Errors: bad_request (the closing delimiter has not come).
    result<> finish() const;

    const PartHead& head() const { return head_; }
    /// Valid until `feed`.
    std::span<const std::byte> content() const { return std::as_bytes(std::span{content_}); }

private:
    enum class Place { outside, content, delimiter, closing, padding, line_feed, head, epilogue };

    result<Event> step();
    result<Event> search();
    result<Event> give_content(std::string_view bytes);
    result<Event> read_delimiter();
    result<Event> read_closing();
    result<Event> read_padding();
    result<Event> read_line_feed();
    result<Event> read_head();
    result<Event> skip(std::string_view bytes);

    std::string delimiter_;  ///< CRLF, two hyphens, the boundary
    MultipartLimits limits_;
    Place place_ = Place::outside;
    bool in_part_ = false;
    std::size_t matched_ = 2;    ///< bytes of the delimiter that the input has just shown, held back
    std::size_t held_from_ = 2;  ///< where in the delimiter the held bytes begin: after its CRLF at a line's beginning
    std::string_view rest_;      ///< of the piece
    std::string_view content_;
    std::string lines_;  ///< of the header, so far
    PartHead head_;
    std::size_t parts_ = 0;
    std::uint64_t part_bytes_ = 0;
    std::uint64_t content_bytes_ = 0;
    std::uint64_t surrounding_ = 0;
};

/// Where one part's bytes go.
class PartSink {
public:
    virtual ~PartSink() = default;
    virtual task<> append(std::span<const std::byte> bytes) = 0;
    virtual task<> finish() = 0;
};

/// Gives each part its sink, or refuses it.
using OpenPart = std::function<result<std::unique_ptr<PartSink>>(const PartHead& head)>;

/// Reads a request's form into sinks. Errors: those of `form_boundary` and `MultipartParser`; whatever the body, `open`
/// and the sinks return.
task<> read_form(Request& request, MultipartLimits limits, OpenPart open);

}  // namespace baton::core::http
