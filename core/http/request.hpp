#pragma once

#include "core/base/error.hpp"
#include "core/http/body_budget.hpp"

#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>
#include <boost/container/small_vector.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::http {

using Verb = boost::beast::http::verb;
using FieldName = boost::beast::http::field;

/// The body of a request as it arrives. Nothing is read before the handler asks for it.
class BodySource {
public:
    virtual ~BodySource() = default;
    /// The next bytes, valid until the next call; empty at the end of the body.
    /// Errors: payload_too_large (over the route's limit), bad_request (broken framing or the peer went away).
    virtual task<std::span<const std::byte>> read() = 0;
    /// Whether the client is known to have hung up, also behind bytes that nobody has read. One that only says that it
    /// will send no more looks the same.
    virtual bool has_left() { return false; }
    /// The address of who sent it, as text; empty if nobody knows any more. Also of a request without a body.
    virtual std::string peer_address() { return {}; }
    /// While the flag is set others wait until this body has come: if it stalls, it is given up sooner.
    virtual void hurry(std::shared_ptr<const std::atomic<bool>> others_wait) { (void)others_wait; }
};

/// A parsed request header with access to the body. Views live as long as the request is handled.
struct Request {
    struct Field {
        FieldName id;  ///< `unknown` for names Beast does not list
        std::string_view name;
        std::string_view value;
    };
    struct Parameter {
        std::string_view name;  ///< of the pattern, which outlives the request
        std::string value;      ///< never empty; percent-decoded, unless the router leaves that to its handlers
    };

    Verb method = Verb::unknown;
    unsigned version = 11;    ///< 10 or 11
    std::string_view target;  ///< as sent
    std::string_view query;   ///< without '?'
    std::string_view route;   ///< the matched pattern, for the log
    std::vector<Field> fields;
    boost::container::small_vector<Parameter, 3> parameters;  ///< what stands for `:name` and `*name` of the pattern
    std::string id;                                           ///< the request id that log and client see
    std::optional<std::uint64_t> content_length;
    BodySource* body = nullptr;
    const BodyBudget* budget = nullptr;  ///< counts what `read_all` takes; null: nobody does

    /// The first field of that name, or empty.
    std::string_view header(FieldName name) const;
    std::string_view header(std::string_view name) const;  ///< for names Beast does not list; any case
    bool has(FieldName name) const;
    /// The elements of a list (RFC 9110 §5.6.1) over all its fields, in their order; empty ones are left out.
    std::vector<std::string_view> list(FieldName name) const;
    /// Whether an element of the list is this one, in any case.
    bool lists(FieldName name, std::string_view element) const;
    /// What stands in the path for `:name` or `*name` of the route's pattern. A name that the pattern does not have is
    /// a mistake of the handler: std::out_of_range.
    const std::string& parameter(std::string_view name) const;
    /// The value of a query parameter, percent-decoded; nothing if it is absent.
    std::optional<std::string> query_parameter(std::string_view name) const;
};

/// Percent-decoding; `plus_is_space` for queries. Nothing for broken escapes or an embedded NUL.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

/// A body that was read into memory, with what counts it there: keep both together.
struct Body {
    std::string text;
    BodyBudget::Charge charge;
};

/// Reads a whole body of at most `limit` bytes, on the account of `payer`. Errors: as BodySource::read;
/// payload_too_large; overloaded (the bodies in hand take all the room there is for them, or the payer's share of it).
task<Body> read_all(Request& request, std::size_t limit, Payer payer);

}  // namespace baton::core::http
