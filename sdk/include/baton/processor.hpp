#pragma once

#include <baton/file.hpp>
#include <baton/result.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton {

/// Everything a submission consists of.
struct BATON_SDK_EXPORT Submission {
    std::string_view format;             ///< id of one of the action's output formats
    const boost::json::object& options;  ///< checked against the schema, defaults filled in
    const boost::json::value& data;      ///< what the page sent with `submit`; null for `POST /result`
    std::span<const InputFile> files;    ///< in the order of submission; kept ones among them
};

/// A file made from an upload and kept beside it, so that a later job need not make it again. Later jobs find it among
/// their files by `InputFile::made_from`. It counts in the session's quota, replaces the one kept before, and goes when
/// the upload is replaced or removed or the session ends; no page can read it.
struct BATON_SDK_EXPORT KeptFile {
    std::string of;  ///< key of an upload among the call's files
    OutputFile file;
    boost::json::object info;  ///< what it was made with, at most 16 KiB as JSON
};

/// What a submission becomes.
struct BATON_SDK_EXPORT Outcome {
    std::vector<OutputFile> files;  ///< at least one, or none and `keep`
    /// The action's own result object; empty if the files say it all. An object `{"$download": N}` anywhere in it
    /// becomes the address of the N-th file ("/api/v1/downloads/…"). See `Presentation::result_field`.
    boost::json::object result;
    /// Without `files`: the submission is not finished, and is processed again, with a job's whole time, once these are
    /// among its files. Each time something must be kept that was not, so that it comes to an end. They are kept for
    /// this submission only.
    std::vector<KeptFile> keep = {};
};

/// Turns a submission into the result. A pure function of its input: no state between calls, no clock, no network.
class BATON_SDK_EXPORT Processor {
public:
    virtual ~Processor();
    /// Errors: any `baton::errc`. An exception counts as `processing_failed`.
    virtual result<Outcome> process(const Submission& submission) = 0;

protected:
    Processor() = default;
    Processor(const Processor&) = default;
    Processor& operator=(const Processor&) = default;
};

/// Looks at each file as it is uploaded, so that the person hears of a bad one at once.
class BATON_SDK_EXPORT Inspector {
public:
    virtual ~Inspector();
    /// Returns what later jobs and the page should know (the file's `info`, at most 16 KiB as JSON).
    /// Errors: `unsupported_media` and `too_large` refuse the file.
    virtual result<boost::json::object> inspect(const InputFile& file, const boost::json::object& options) = 0;

    /// About how many pixels a job has to go through to read this file, or what costs as much: told from a few bytes,
    /// without reading all of it. What is heavy waits apart from what is light, and has more time to be inspected: 10
    /// seconds for every 50 million. 0, as here: light.
    virtual std::uint64_t weigh(const InputFile& file);

protected:
    Inspector() = default;
    Inspector(const Inspector&) = default;
    Inspector& operator=(const Inspector&) = default;
};

/// An interactive call: its arguments and those files of the session that the operation was registered with
/// (`CallFiles`).
struct BATON_SDK_EXPORT Call {
    const boost::json::object& arguments;
    const boost::json::object& options;
    std::span<const InputFile> files;
    std::string_view format;              ///< the session's
    const boost::json::value& submitted;  ///< the data that completed the session; null before
    bool backend = false;                 ///< made with an API key, of a completed session
};

/// The answer to a `Call`: JSON, and at most one file (a preview picture).
struct BATON_SDK_EXPORT Reply {
    boost::json::object body;
    std::vector<OutputFile> files;
    std::vector<KeptFile> keep;  ///< not kept if the upload has changed meanwhile, or for a backend
};

/// A named interactive call of an action (`POST /s/:id/do/:operation`).
class BATON_SDK_EXPORT Operation {
public:
    virtual ~Operation();
    virtual result<Reply> operate(const Call& call) = 0;

protected:
    Operation() = default;
    Operation(const Operation&) = default;
    Operation& operator=(const Operation&) = default;
};

}  // namespace baton
