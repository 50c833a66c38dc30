#include "core/db/sqlite/readers.hpp"

#include "core/base/handoff.hpp"
#include "core/db/sqlite/surprise.hpp"

#include <utility>

namespace baton::core::db::sqlite {

namespace asio = boost::asio;

Readers::Readers(std::vector<std::unique_ptr<Connection>> connections)
    : free_(std::move(connections)), threads_(free_.size()) {}

Readers::~Readers() {
    stop();
}

void Readers::stop() {
    threads_.join();
}

task<Answer> Readers::query(Statement statement) {
    std::function<void(Deliver<result<Answer>>)> start = [this,
                                                          statement = std::move(statement)](auto deliver) mutable {
        asio::post(threads_,
                   [this, statement = std::move(statement), deliver = std::move(deliver)] { deliver(run(statement)); });
    };
    co_return co_await handoff<result<Answer>>(std::move(start));
}

result<Answer> Readers::run(const Statement& statement) {
    std::unique_ptr<Connection> connection;
    {
        const std::lock_guard lock{mutex_};
        connection = std::move(free_.back());
        free_.pop_back();
    }
    auto answer = without_surprise([&] { return connection->run(statement); });
    const std::lock_guard lock{mutex_};
    free_.push_back(std::move(connection));
    return answer;
}

}  // namespace baton::core::db::sqlite
