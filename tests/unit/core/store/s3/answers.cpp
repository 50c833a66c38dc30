// What becomes of answers that a good server rarely gives.
#include "../../http/client/scripted_server.hpp"
#include "core/store/s3/bucket_check.hpp"
#include "server.hpp"

#include <atomic>

using namespace baton::core;
using namespace baton::core::store;
using namespace baton::core::store::s3;
using http::client::Peer;
using http::client::ScriptedServer;

namespace {

constexpr const char* date = "Date: Mon, 06 May 2024 07:08:09 GMT\r\n";

std::string answer(std::string_view status, std::string_view body, std::string_view fields = "") {
    return "HTTP/1.1 " + std::string{status} + "\r\n" + date + std::string{fields} +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}

std::string error(std::string_view status, std::string_view code) {
    return answer(status, "<Error><Code>" + std::string{code} + "</Code></Error>");
}

/// A server that reads each request whole and answers with the next of its answers; "" hangs up instead.
class Scripted {
public:
    explicit Scripted(std::vector<std::string> answers)
        : answers_(std::move(answers)), server_({[this](Peer& peer) { serve(peer); }}) {}

    Settings settings() const {
        Settings settings{.endpoint = server_.url(""), .bucket = "baton", .pause = std::chrono::milliseconds{5}};
        settings.access_key_id = "testkey";
        settings.secret_access_key = "testsecret";
        settings.idle = std::chrono::milliseconds{5'000};
        return settings;
    }
    /// First lines of the requests that came.
    std::vector<std::string> lines() {
        const std::lock_guard lock{mutex_};
        return lines_;
    }
    std::vector<std::string> heads() {
        const std::lock_guard lock{mutex_};
        return heads_;
    }

private:
    void serve(Peer& peer) {
        for (;;) {
            const std::string head = peer.head();
            if (head.empty()) return;
            const auto length = head.find("Content-Length: ");
            if (length != std::string::npos) peer.body(std::stoul(head.substr(length + 16)));
            std::string next;
            {
                const std::lock_guard lock{mutex_};
                heads_.push_back(head);
                lines_.push_back(head.substr(0, head.find(" HTTP")));
                next = answers_[std::min(at_++, answers_.size() - 1)];
            }
            if (next.empty()) return;
            peer.send(next);
        }
    }

    std::vector<std::string> answers_;
    std::mutex mutex_;
    std::size_t at_ = 0;
    std::vector<std::string> lines_;
    std::vector<std::string> heads_;
    ScriptedServer server_;
};

const std::string ok = answer("200 OK", "");
const std::string taken = error("412 Precondition Failed", "PreconditionFailed");

/// Puts "hello", and returns how it ends.
errc put(Scripted& server, std::size_t parts = 0) {
    auto settings = server.settings();
    if (parts > 0) settings.part_size = 3;
    Stored stored{settings};
    const auto done = stored.wait(stored.store().put(new_id(), object_suite::file_of("hello")));
    if (done) return errc{-1};
    CHECK(done.error().detail.starts_with("S3: "));
    return done.error().code;
}
constexpr errc good{-1};

std::string ours() {
    return "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Amz-Meta-Sha256: " + to_hex(Sha256::of("hello")) + "\r\n\r\n";
}

}  // namespace

TEST_CASE("what passes by is tried three times") {
    for (const char* status : {"500 Internal", "502 Bad", "503 Slow Down", "504 Late", "429 Too Many"}) {
        CAPTURE(status);
        Scripted twice{{answer(status, ""), error(status, "SlowDown"), ok}};
        CHECK(put(twice) == good);
        Scripted for_ever{{answer(status, "")}};
        const auto code = put(for_ever);
        CHECK((code == errc::unavailable || code == errc::uncertain));
        const auto lines = for_ever.lines();
        CHECK(std::ranges::count_if(lines, [](const auto& line) { return line.starts_with("PUT"); }) == 3);
    }
    Scripted late{{error("400 Bad Request", "RequestTimeout"), ok}};
    CHECK(put(late) == good);
    Scripted broken{{"", ok}};
    CHECK(put(broken) == good);
    for (const char* code : {"ConditionalRequestConflict", "OperationAborted", "ExistingObjectIsDirectory"}) {
        Scripted met{{error("409 Conflict", code), ok}};
        CHECK(put(met) == good);
    }
}

TEST_CASE("a server that refuses our clock is asked by its own") {
    Scripted server{{error("403 Forbidden", "RequestTimeTooSkewed"), ok}};
    CHECK(put(server) == good);
    const auto heads = server.heads();
    REQUIRE(heads.size() == 2);
    CHECK(heads[0].find("x-amz-date: 20240506T07") == std::string::npos);
    CHECK(heads[1].find("x-amz-date: 20240506T07") != std::string::npos);
    Scripted stubborn{{error("403 Forbidden", "RequestTimeTooSkewed")}};
    CHECK(put(stubborn) == errc::unavailable);
    CHECK(stubborn.lines().size() == 2);
}

TEST_CASE("what does not pass by is tried once") {
    Scripted denied{{error("403 Forbidden", "AccessDenied")}};
    CHECK(put(denied) == errc::unavailable);
    CHECK(denied.lines().size() == 1);
    Scripted full{{error("507 Insufficient Storage", "")}};
    CHECK(put(full) == errc::storage_full);
    Scripted quota{{error("403 Forbidden", "QuotaExceeded")}};
    CHECK(put(quota) == errc::storage_full);
}

TEST_CASE("a name that is taken: by somebody else, or by our own put whose answer was lost") {
    Scripted first{{taken}};
    CHECK(put(first) == errc::conflict);
    CHECK(first.lines().size() == 1);

    Scripted own{{"", taken, ours()}};
    CHECK(put(own) == good);
    CHECK(own.lines().back().starts_with("HEAD"));
    Scripted other{{"", taken, answer("200 OK", "hello")}};
    CHECK(put(other) == errc::conflict);
    // After a 503 nothing was done, so that whoever has it is another one.
    Scripted refused{{answer("503 Slow Down", ""), taken, ours()}};
    CHECK(put(refused) == errc::conflict);
}

TEST_CASE("a put whose answer never comes is uncertain, one that nobody heard is unavailable") {
    Scripted deaf{{""}};
    CHECK(put(deaf) == errc::uncertain);
    Scripted broken{{"", answer("503 Slow Down", "")}};
    CHECK(put(broken) == errc::uncertain);
    Scripted busy{{answer("503 Slow Down", "")}};
    CHECK(put(busy) == errc::unavailable);
}

TEST_CASE("a server that does not know the condition is asked without it from then on") {
    Scripted server{{error("501 Not Implemented", "NotImplemented"), ok}};
    Stored stored{server.settings()};
    CHECK(stored.wait(stored.store().put(new_id(), object_suite::file_of("a"))).has_value());
    CHECK(stored.wait(stored.store().put(new_id(), object_suite::file_of("b"))).has_value());
    const auto heads = server.heads();
    REQUIRE(heads.size() == 3);
    CHECK(heads[0].find("if-none-match: *") != std::string::npos);
    CHECK(heads[1].find("if-none-match") == std::string::npos);
    CHECK(heads[2].find("if-none-match") == std::string::npos);
}

TEST_CASE("an upload in parts: its requests, and that it is given up when a part is refused") {
    const auto begun =
        answer("200 OK", "<InitiateMultipartUploadResult><UploadId>u/1</UploadId></InitiateMultipartUploadResult>");
    const auto part = answer("200 OK", "", "ETag: \"e\"\r\n");
    Scripted fine{{begun, part, part, answer("200 OK", "<CompleteMultipartUploadResult/>")}};
    CHECK(put(fine, 2) == good);
    const auto lines = fine.lines();
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].ends_with("?uploads="));
    CHECK(lines[1].ends_with("?partNumber=1&uploadId=u%2F1"));
    CHECK(lines[2].ends_with("?partNumber=2&uploadId=u%2F1"));
    CHECK(lines[3].ends_with("?uploadId=u%2F1"));

    Scripted refused{{begun, part, error("403 Forbidden", "AccessDenied"), answer("204 No Content", "")}};
    CHECK(put(refused, 2) == errc::unavailable);
    CHECK(refused.lines().back().starts_with("DELETE"));

    Scripted stuck{{begun, part, error("403 Forbidden", "AccessDenied"), error("403 Forbidden", "AccessDenied")}};
    auto settings = stuck.settings();
    settings.part_size = 3;
    Stored stored{settings};
    const Id name = new_id();
    CHECK(stored.wait(stored.store().put(name, object_suite::file_of("hello"))).has_error());
    CHECK(stored.left_behind == Pairs{{stored.store().key(name), "u/1"}});
}

TEST_CASE("the end of an upload in parts that only its body tells") {
    const auto begun =
        answer("200 OK", "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
    const auto part = answer("200 OK", "", "ETag: \"e\"\r\n");
    const auto failed = answer("200 OK", "  <Error><Code>InternalError</Code></Error>");
    const auto nothing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    Scripted lost{{begun, part, part, failed, nothing, answer("204 No Content", "")}};
    CHECK(put(lost, 2) == errc::uncertain);
    Scripted done{{begun, part, part, failed, ours()}};
    CHECK(put(done, 2) == good);
    // The answer was lost; the second time the upload is no longer there.
    Scripted twice{{begun, part, part, "", error("404 Not Found", "NoSuchUpload"), ours()}};
    CHECK(put(twice, 2) == good);
    Scripted gone{{begun, part, part, error("404 Not Found", "NoSuchUpload"), answer("204 No Content", "")}};
    CHECK(put(gone, 2) == errc::unavailable);
}

TEST_CASE("an object is read with one request, and from elsewhere with one more") {
    const std::string text = object_suite::varied_text(300'000);
    Scripted server{{answer("200 OK", text), answer("206 Partial Content", text.substr(100, 10))}};
    Stored stored{server.settings()};
    const auto file = stored.wait(stored.store().get(object_suite::object_of(new_id(), text))).value();
    CHECK((stored.read(file) == text));
    CHECK(server.lines().size() == 1);
    std::string bytes(10, '?');
    CHECK(stored.wait(file->read(100, std::as_writable_bytes(std::span{bytes}))).value() == 10);
    CHECK(bytes == text.substr(100, 10));
    CHECK(server.heads().back().find("range: bytes=100-109\r\n") != std::string::npos);
}

TEST_CASE("a read that breaks goes on from there, and not for ever") {
    const std::string text = object_suite::varied_text(300'000);
    const auto half =
        "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\nConnection: close\r\n\r\n" + text.substr(0, 150'000);
    const auto rest = [&](std::size_t first) { return answer("206 Partial Content", text.substr(first)); };
    // Hangs up after it: the answer's end never comes.
    const auto cut = [](std::string_view begin) {
        return [begin](Peer& peer) {
            peer.head();
            peer.send(begin);
        };
    };
    ScriptedServer server{{cut(half), [&](Peer& peer) {
                               const std::string head = peer.head();
                               const auto range = head.find("bytes=");
                               if (range == std::string::npos) return;
                               peer.send(rest(std::stoul(head.substr(range + 6))));
                               peer.wait_for_end();
                           }}};
    Settings settings{.endpoint = server.url(""), .bucket = "baton", .access_key_id = "k", .secret_access_key = "s"};
    {
        Stored stored{settings};
        const auto file = stored.wait(stored.store().get(object_suite::object_of(new_id(), text))).value();
        CHECK((stored.read(file) == text));
    }
    CHECK(server.accepted() == 2);
}

TEST_CASE("a server that does not know ranges, or has another object, is not believed") {
    const std::string text = object_suite::varied_text(1000);
    Scripted server{{answer("200 OK", text)}};
    Stored stored{server.settings()};
    const auto file = stored.wait(stored.store().get(object_suite::object_of(new_id(), text))).value();
    std::string bytes(10, '?');
    CHECK(stored.wait(file->read(500, std::as_writable_bytes(std::span{bytes}))).has_error());
}

TEST_CASE("a 404 that S3 did not give says nothing of an object") {
    Scripted proxy{{answer("404 Not Found", "<html>nothing here</html>")}};
    Stored stored{proxy.settings()};
    CHECK(stored.wait(stored.store().get({new_id(), 1, ""})).error().code == errc::unavailable);
    CHECK(stored.wait(stored.store().remove(new_id())).error().code == errc::unavailable);
    Scripted real{{error("404 Not Found", "NoSuchKey")}};
    Stored other{real.settings()};
    CHECK(other.wait(other.store().get({new_id(), 1, ""})).error().code == errc::not_found);
    CHECK(other.wait(other.store().remove(new_id())).has_value());
}

TEST_CASE("ages are by the server's clock, and a listing without it is refused") {
    const Id name = new_id();
    const std::string key = "baton/files/" + to_string(name).substr(0, 2) + "/" + to_string(name);
    const std::string page = "<ListBucketResult><Contents><Key>" + key +
                             "</Key><LastModified>2024-05-06T06:08:09.000Z"
                             "</LastModified></Contents></ListBucketResult>";
    Scripted server{
        {answer("200 OK", page), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", answer("200 OK", "<html>")}};
    Stored stored{server.settings()};
    const auto listing = stored.wait(stored.store().list("")).value();
    REQUIRE(listing.entries.size() == 1);
    CHECK(listing.entries[0].age_seconds == 3600);
    CHECK(stored.wait(stored.store().list("")).error().code == errc::unavailable);
    CHECK(stored.wait(stored.store().list("")).error().code == errc::unavailable);
}

TEST_CASE("a listing that is larger than any may be is not read") {
    Scripted server{{answer("200 OK", std::string(5'000'000, ' '))}};
    Stored stored{server.settings()};
    CHECK(stored.wait(stored.store().list("")).error().code == errc::unavailable);
}

TEST_CASE("more ways a bucket can be wrong") {
    const auto complaint = [](std::vector<std::string> answers) {
        Scripted server{std::move(answers)};
        Stored stored{server.settings()};
        const auto checked = stored.wait(check_bucket(stored.requests()));
        return checked ? std::string{} : checked.error().detail;
    };
    const auto says = [&](std::vector<std::string> answers, std::string_view part) {
        const auto text = complaint(std::move(answers));
        CAPTURE(text);
        return text.find(part) != std::string::npos;
    };
    const auto denied = error("403 Forbidden", "AccessDenied");
    CHECK(says({error("403 Forbidden", "RequestTimeTooSkewed")}, "clock"));
    CHECK(says({error("403 Forbidden", "InvalidAccessKeyId")}, "S3_ACCESS_KEY_ID"));
    CHECK(says({error("301 Moved Permanently", "PermanentRedirect")}, "another endpoint"));
    CHECK(says({denied, denied}, "no right to use it"));
    CHECK(says({denied, ok}, "can be read, but not written"));
    CHECK(says({ok, denied}, "can be written, but not read"));
    CHECK(says({ok, answer("200 OK", "other")}, "does not keep"));
    CHECK(says({ok, answer("200 OK", "baton"), denied}, "nothing can be removed"));
    CHECK(says({ok, answer("200 OK", "baton"), ok, denied}, "cannot be listed"));
    CHECK(complaint({ok, answer("200 OK", "baton"), ok, ok}).empty());
    CHECK(says({answer("200 OK", "<html>")}, "does not keep"));
}
