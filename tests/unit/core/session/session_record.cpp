#include "core/session/session_record.hpp"

#include "core/base/hex.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace baton::core;
using namespace baton::core::session;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

const Calendar calendar{0s};

access::Owners owners_of(const char* keys) {
    return access::Owners{*access::parse_api_keys(keys)};
}

Id id_of(int number) {
    Id id{};
    id.data[15] = static_cast<unsigned char>(number);
    id.data[6] = 0x40;
    return id;
}

File made_file(int number, const char* key) {
    File file;
    file.id = id_of(number);
    file.key = key;
    file.content_type = "image/jpeg";
    file.filename = "page \"1\" ä.jpg";
    file.size = 1234567;
    file.sha256 = std::string(64, 'a');
    return file;
}

/// One with everything that a session can have at once, and more.
Session full_session() {
    auto spec = std::make_shared<Spec>();
    spec->id = id_of(1);
    spec->owner = 1;
    spec->action = "scan";
    spec->format = "pdf";
    spec->session_ttl = 30min;
    spec->result_ttl = 5min;
    spec->created_at = TimePoint{1'700'000'000s + 123456789ns};
    Extras extras;
    extras.intro_text = "# Hello\n\tline two";
    extras.locale = "pt-BR";
    extras.return_url = "https://shop.example/done?x=1";
    extras.metadata = {{"order", "4711"}};
    extras.options = {{"max_pages", 3}};
    extras.has_options = true;
    spec->set_extras(std::move(extras));
    Session session;
    session.spec = std::move(spec);
    session.status = Status::action_started;
    for (std::size_t i = 0; i < session.device.size(); ++i) session.device[i] = static_cast<unsigned char>(i * 17);
    session.version = 42;
    session.events = {{Status::opened, TimePoint{1'700'000'001s}}, {Status::action_started, TimePoint{1'700'000'002s}}};
    session.lease = Lease{id_of(9), TimePoint{1'700'000'090s}};
    Upload upload{made_file(2, "p1")};
    upload.file.info = {{"width", 4000}, {"corners", json::array{0.25, 0.5}}};
    upload.kept = std::make_shared<const File>(made_file(3, ""));
    session.uploads = {upload, Upload{made_file(4, "p2")}};
    session.items = {made_file(5, "")};
    session.result = std::make_shared<const json::object>(json::object{{"documents", json::array{1}}});
    session.draft_bytes = 77;
    session.retained_bytes = 88;
    return session;
}

constexpr auto key_list = "other:a,shop:b";

std::string refusal(std::string_view text) {
    auto owners = owners_of(key_list);
    const auto read = read_record(text, owners, calendar);
    REQUIRE(read.has_error());
    CHECK(read.error().code == errc::internal);
    CHECK(read.error().detail.find('\n') == std::string::npos);
    return read.error().detail;
}

json::object full_record() {
    return json::parse(write_record(full_session(), owners_of(key_list), calendar)).as_object();
}

}  // namespace

TEST_CASE("the record is what the golden file says") {
    const std::string path = std::string{std::getenv("BATON_TEST_GOLDEN")} + "/session_record.golden.json";
    const std::string written = write_record(full_session(), owners_of(key_list), calendar) + "\n";
    if (std::getenv("BATON_WRITE_GOLDEN") != nullptr) std::ofstream{path} << written;
    std::ostringstream golden;
    golden << std::ifstream{path}.rdbuf();
    CHECK(written == golden.str());
    // What was written once can be read for ever.
    auto owners = owners_of(key_list);
    const auto read = read_record(golden.str(), owners, calendar);
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().detail));
    CHECK(write_record(*read, owners, calendar) + "\n" == golden.str());
}

TEST_CASE("a record's times are dates: who reads it with another boot clock sees the same session") {
    auto owners = owners_of(key_list);
    const Session session = full_session();
    const auto text = write_record(session, owners, Calendar{1h});
    CHECK(json::parse(text).at("created_at") == 1'700'003'600'123'456'789);
    const auto later = *read_record(text, owners, Calendar{61min});
    CHECK(later.spec->created_at == session.spec->created_at - 1min);
    CHECK(later.events[1].at == session.events[1].at - 1min);
    CHECK(later.lease->until == session.lease->until - 1min);
}

TEST_CASE("nothing of a session is lost on its way") {
    auto owners = owners_of(key_list);
    const Session session = full_session();
    const auto read = *read_record(write_record(session, owners, calendar), owners, calendar);
    CHECK(read.id() == session.id());
    CHECK(read.spec->owner == 1);
    CHECK(read.spec->extras() == session.spec->extras());
    CHECK(read.expires_at() == session.expires_at());
    CHECK(read.spec->result_ttl == 5min);
    CHECK(read.device == session.device);
    CHECK(read.version == 42);
    CHECK(read.events.size() == 2);
    CHECK(read.events[1].at == session.events[1].at);
    CHECK(read.lease->submission == id_of(9));
    CHECK(read.lease->until == session.lease->until);
    REQUIRE(read.uploads.size() == 2);
    CHECK(read.uploads[0].file.info == session.uploads[0].file.info);
    CHECK(read.uploads[0].kept->id == id_of(3));
    CHECK_FALSE(read.uploads[1].kept);
    CHECK(read.items[0].filename == session.items[0].filename);
    CHECK(*read.result == *session.result);
    CHECK(read.draft_bytes == 77);
    CHECK(read.retained_bytes == 88);
}

TEST_CASE("options that came as fields of the request come back, and are not shown as options") {
    auto owners = owners_of(key_list);
    Session session = full_session();
    Spec spec = *session.spec;
    Extras extras = spec.extras();
    extras.has_options = false;
    spec.set_extras(std::move(extras));
    session.spec = std::make_shared<const Spec>(std::move(spec));
    const auto read = *read_record(write_record(session, owners, calendar), owners, calendar);
    CHECK(read.spec->extras() == session.spec->extras());
    CHECK(read.spec->extras().options.at("max_pages") == 3);
}

TEST_CASE("a session of each state comes back, a bare one too") {
    auto owners = owners_of(key_list);
    auto spec = std::make_shared<Spec>();
    spec->id = id_of(1);
    Session bare;
    bare.spec = spec;
    const auto pending = *read_record(write_record(bare, owners, calendar), owners, calendar);
    CHECK(pending.status == Status::pending);
    CHECK_FALSE(pending.lease);
    CHECK_FALSE(pending.result);
    CHECK_FALSE(pending.spec->extras().has_options);
    bare.status = Status::completed;
    bare.completed_at = TimePoint{5s};
    CHECK(*read_record(write_record(bare, owners, calendar), owners, calendar)->completed_at == TimePoint{5s});
    bare.status = Status::expired;
    bare.ended_at = TimePoint{6s};
    CHECK(read_record(write_record(bare, owners, calendar), owners, calendar)->is_tombstone());
    // A status that promises a time which is not there would be read as a crash later.
    bare.ended_at.reset();
    CHECK(refusal(write_record(bare, owners, calendar)).find("ended_at") != std::string::npos);
}

TEST_CASE("the owner is a name: another order of the keys, and a name given later, change nothing") {
    const auto text = write_record(full_session(), owners_of("x:1,shop:b"), calendar);
    auto reordered = owners_of("shop:b,x:1");
    CHECK(read_record(text, reordered, calendar)->spec->owner == 0);
    const auto keys = *access::parse_api_keys("x:1,b");
    const auto unnamed = write_record(full_session(), access::Owners{keys}, calendar);
    CHECK(unnamed.find(access::fingerprint(keys[1])) != std::string::npos);
    auto named = owners_of("shop:b");
    CHECK(read_record(unnamed, named, calendar)->spec->owner == 0);
    // A key that is gone owns what it owned: nobody else sees it.
    auto others = owners_of("x:1");
    CHECK(read_record(text, others, calendar)->spec->owner != 0);
}

TEST_CASE("a newer Baton's record is refused in one line") {
    auto record = full_record();
    record["record"] = record_version + 1;
    CHECK(refusal(json::serialize(record)).find("newer Baton") != std::string::npos);
    record = full_record();
    record["colour"] = "red";
    CHECK(refusal(json::serialize(record)).find("colour") != std::string::npos);
}

TEST_CASE("a broken record is refused, not guessed at") {
    for (const char* text : {"", "{", "[]", "null", "{}", R"({"record":0})"}) CHECK_FALSE(refusal(text).empty());
    const auto full = full_record();
    for (const auto& member : full) {
        CAPTURE(member.key());
        json::object wrong = full;
        wrong[member.key()] = true;  // of no member's type
        CHECK_FALSE(refusal(json::serialize(wrong)).empty());
    }
    for (const char* needed :
         {"record", "id", "owner", "action", "created_at", "status", "version", "uploads", "items"}) {
        CAPTURE(needed);
        json::object without = full;
        without.erase(needed);
        CHECK(refusal(json::serialize(without)).find(needed) != std::string::npos);
    }
    auto upload = full;
    upload["uploads"].at(0).as_object()["colour"] = "red";
    CHECK(refusal(json::serialize(upload)).find("colour") != std::string::npos);
    auto device = full;
    device["device"] = "0011";
    CHECK(refusal(json::serialize(device)).find("device") != std::string::npos);
}
