#include "core/db/postgres/libpq.hpp"

#include <dlfcn.h>

namespace baton::core::db::postgres {

namespace {

template <class Function>
bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
    return function != nullptr;
}

bool find_all(void* library, Libpq& pq) {
    return find(library, "PQconninfoParse", pq.conninfo_parse) && find(library, "PQconninfoFree", pq.conninfo_free) &&
           find(library, "PQconnectStartParams", pq.connect_start_params) &&
           find(library, "PQconnectPoll", pq.connect_poll) && find(library, "PQfinish", pq.finish) &&
           find(library, "PQstatus", pq.status) && find(library, "PQsocket", pq.socket) &&
           find(library, "PQbackendPID", pq.backend_pid) && find(library, "PQerrorMessage", pq.error_message) &&
           find(library, "PQsetErrorVerbosity", pq.set_error_verbosity) &&
           find(library, "PQsetNoticeReceiver", pq.set_notice_receiver) &&
           find(library, "PQsetnonblocking", pq.set_nonblocking) &&
           find(library, "PQenterPipelineMode", pq.enter_pipeline_mode) &&
           find(library, "PQsendQueryParams", pq.send_query_params) &&
           find(library, "PQpipelineSync", pq.pipeline_sync) && find(library, "PQflush", pq.flush) &&
           find(library, "PQconsumeInput", pq.consume_input) && find(library, "PQisBusy", pq.is_busy) &&
           find(library, "PQgetResult", pq.get_result) && find(library, "PQnotifies", pq.notifies) &&
           find(library, "PQfreemem", pq.freemem) && find(library, "PQclear", pq.clear) &&
           find(library, "PQresultStatus", pq.result_status) &&
           find(library, "PQresultErrorField", pq.result_error_field) && find(library, "PQcmdStatus", pq.cmd_status) &&
           find(library, "PQcmdTuples", pq.cmd_tuples) && find(library, "PQntuples", pq.ntuples) &&
           find(library, "PQnfields", pq.nfields) && find(library, "PQftype", pq.ftype) &&
           find(library, "PQgetisnull", pq.getisnull) && find(library, "PQgetlength", pq.getlength) &&
           find(library, "PQgetvalue", pq.getvalue);
}

result<Libpq> load_once() {
    void* library = ::dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return problem(errc::internal, "PostgreSQL needs libpq.so.5 (the package libpq5)");
    Libpq pq{};
    if (!find_all(library, pq)) return problem(errc::internal, "libpq.so.5 is older than version 14");
    return pq;
}

}  // namespace

result<const Libpq*> Libpq::load() {
    static const auto loaded = load_once();
    if (!loaded) return loaded.error();
    return &*loaded;
}

}  // namespace baton::core::db::postgres
