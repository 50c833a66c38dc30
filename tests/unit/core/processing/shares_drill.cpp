// Whatever happens to sessions and their files, what is counted of them is what there is, and nothing once they are
// gone.
#include "core/processing/submission.hpp"
#include "core/session/footprint.hpp"
#include "core/store/memory/file_store.hpp"
#include "core/store/memory/session_store.hpp"
#include "tests/unit/core/processing/world.hpp"

#include <array>
#include <new>
#include <random>
#include <stdexcept>
#include <string>

using namespace baton::core;
using namespace baton::core::processing;

namespace {

constexpr std::uint32_t keys = 4;

/// A small server without sockets that many keys use at random. Its limits are so tight that much is refused.
class Drill {
public:
    explicit Drill(unsigned seed) : random_(seed) {}

    void step() {
        switch (pick(9)) {
            case 0:
            case 1:
                return create();
            case 2:
                return (void)run(pick(2) == 0 ? service_.open(any()) : service_.start(any()));
            case 3:
                return upload();
            case 4:
                return (void)run(service_.remove_upload(any(), key()));
            case 5:
                return (void)run(service_.put_draft(any(), '"' + std::string(pick(900), 'd') + '"'));
            case 6:
                return submit();
            case 7:
                return download();
            default:
                now_ += std::chrono::seconds{pick(12)};
                CHECK(run(service_.sweep()).has_value());
        }
    }

    /// What is counted, and what there is.
    void check_sessions() {
        std::array<std::uint64_t, keys> bytes{};
        std::array<std::uint64_t, keys> count{};
        for (const Id& id : created_) {
            const auto session = run(stored_.get(id));
            if (!session) continue;
            ++count[(*session)->spec->owner];
            bytes[(*session)->spec->owner] += session::footprint(**session);
        }
        for (std::uint32_t key = 0; key < keys; ++key) {
            CHECK(stored_.count().used_by(key) == count[key]);
            CHECK(stored_.bytes().used_by(key) == bytes[key]);
        }
    }

    void end_all() {
        // A result ends with its time and a tombstone a day later; a lease may hold its session for a while.
        for (int i = 0; i < 4; ++i) {
            now_ += 25h;
            CHECK(run(service_.sweep()).has_value());
        }
    }

    void check_nothing_left() {
        CHECK(stored_.count().used() == 0);
        CHECK(stored_.bytes().used() == 0);
        for (std::uint32_t key = 0; key < keys; ++key) CHECK(files_.usage_of(key) == held_by(key));
        readers_.clear();
        CHECK(files_.usage() == 0);
        for (std::uint32_t key = 0; key < keys; ++key) CHECK(files_.usage_of(key) == 0);
    }

    std::size_t created() const { return created_.size(); }
    std::size_t refused() const { return refused_; }
    std::size_t completed() const { return completed_; }

private:
    struct Reader {
        std::uint32_t key;
        Id name;
        file::FilePtr file;
    };

    template <class T>
    result<T> run(task<T> work) {
        return run_on(context_, std::move(work));
    }
    unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }
    std::string key() { return "k" + std::to_string(pick(4)); }
    /// Mostly one that is alive.
    Id any() {
        return created_.empty() ? new_id()
                                : created_[created_.size() - 1 -
                                           pick(static_cast<unsigned>(std::min<std::size_t>(created_.size(), 40)))];
    }

    void create() {
        session::Spec spec;
        spec.id = new_id();
        spec.owner = pick(keys);
        spec.action = catalog_.list().front().id;
        spec.format = "jpg";
        spec.session_ttl = 1s * (1 + pick(90));
        spec.result_ttl = 1s * (1 + pick(60));
        spec.created_at = now_;
        session::Extras extras;
        extras.intro_text = std::string(pick(3'000), 'i');
        for (unsigned i = pick(8); i > 0; --i) extras.metadata[std::to_string(i)] = std::string(pick(400), 'm');
        spec.set_extras(std::move(extras));
        const Id id = spec.id;
        const auto made = run(service_.create(std::move(spec)));
        if (made) return created_.push_back(id);
        CHECK(made.error().code == errc::storage_full);
        ++refused_;
    }

    void upload() {
        const auto session = run(service_.get(any()));
        if (!session) return;
        auto writer = files_.begin((*session)->payer());
        const std::string bytes(pick(700), 'u');
        for (unsigned pieces = 1 + pick(3); pieces > 0; --pieces) {
            if (run(writer->write(std::as_bytes(std::span{bytes})))) continue;
            ++refused_;
            return;
        }
        // The phone hangs up, or the file is looked at and refused.
        const auto ending = pick(6);
        if (ending == 0) return;
        const auto sealed = run(writer->seal());
        REQUIRE(sealed.has_value());
        if (ending == 1) return;
        session::File file;
        file.id = new_id();
        file.key = key();
        file.content_type = "image/jpeg";
        file.size = (*sealed)->size();
        file.info = {{"text", std::string(pick(500), 'x')}};
        REQUIRE(run(writer->commit(file.id)).has_value());
        const auto put = run(service_.put_upload((*session)->id(), file));
        if (put) return;
        ++refused_;
        (void)run(files_.remove(file.id));
    }

    void submit() {
        const auto how = pick(6);
        const auto size = pick(1'500);
        worker_.answer([how, size](const work::Job&) -> result<work::JobReply> {
            if (how == 0) return problem(errc::processing_failed, "no");
            if (how == 1) throw std::runtime_error{"surprise"};
            if (how == 2) throw std::bad_alloc{};
            work::JobReply reply;
            reply.files.push_back(output("image/jpeg", std::string(size, 'r'), "a.b"));
            reply.body = {{"note", std::string(size, 'n')}};
            return reply;
        });
        const auto& action = catalog_.list().front();
        const auto data = JsonText::of({{"strokes", std::string(pick(400), 's')}});
        if (run(submissions_.submit(any(), {&action, {}, data, std::nullopt, "r", {}, now_}))) ++completed_;
    }

    /// A download in flight outlives its session, and another one ends.
    void download() {
        if (readers_.size() > 10 || pick(3) == 0)
            readers_.erase(readers_.begin(), readers_.begin() + static_cast<std::ptrdiff_t>(readers_.size() / 2));
        const auto session = run(service_.get(any()));
        if (!session || (*session)->items.empty()) return;
        const session::File& item = (*session)->items.front();
        if (auto stored = run(files_.get(item.object())))
            readers_.push_back({(*session)->spec->owner, item.id, std::move(*stored)});
    }

    /// Of files that are gone and still read; two readers of one file hold it once.
    std::uint64_t held_by(std::uint32_t key) const {
        std::uint64_t bytes = 0;
        for (auto reader = readers_.begin(); reader != readers_.end(); ++reader) {
            const bool first = std::find_if(readers_.begin(), reader,
                                            [&](const Reader& each) { return each.name == reader->name; }) == reader;
            if (first && reader->key == key) bytes += reader->file->size();
        }
        return bytes;
    }

    static action::Catalog retaining() {
        auto action = World::usual_action();
        action.retains = true;
        std::vector<action::ActionDescriptor> actions;
        actions.push_back(std::move(action));
        return action::Catalog{std::move(actions)};
    }

    std::mt19937 random_;
    session::TimePoint now_{1'700'000'000s};
    store::memory::MemoryFileStore files_{4'000, {60'000, 25'000}};
    store::memory::MemorySessionStore stored_{files_, {{60, 25}, {150'000, 60'000}}};
    event::Hub hub_;
    session::Service service_{stored_, files_, hub_, [this] { return now_; }};
    FakeWorker worker_;
    Submissions submissions_{service_, files_, worker_, 10s};
    asio::io_context context_;
    action::Catalog catalog_ = retaining();
    std::vector<Id> created_;
    std::vector<Reader> readers_;
    std::size_t refused_ = 0;
    std::size_t completed_ = 0;
};

}  // namespace

TEST_CASE("thousands of sessions at random leave no count behind") {
    for (unsigned seed = 1; seed <= 3; ++seed) {
        CAPTURE(seed);
        Drill drill{seed};
        for (int i = 0; i < 12'000; ++i) {
            drill.step();
            if (i % 1'000 == 0) drill.check_sessions();
        }
        // It was no idle drill.
        CHECK(drill.created() > 500);
        CHECK(drill.refused() > 100);
        CHECK(drill.completed() > 50);
        drill.end_all();
        drill.check_sessions();
        drill.check_nothing_left();
    }
}
