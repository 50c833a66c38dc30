#pragma once

#include "core/base/error.hpp"

#include <postgresql/libpq-fe.h>

namespace baton::core::db::postgres {

/// The functions of libpq that the driver calls, as libpq.so.5 has them. The library is not linked: it is loaded when
/// the first database is opened, because it takes 4 MB that a worker, or a server without PostgreSQL, has no use for.
// decision 0104
struct Libpq {
    decltype(&::PQconninfoParse) conninfo_parse;
    decltype(&::PQconninfoFree) conninfo_free;
    decltype(&::PQconnectStartParams) connect_start_params;
    decltype(&::PQconnectPoll) connect_poll;
    decltype(&::PQfinish) finish;
    decltype(&::PQstatus) status;
    decltype(&::PQsocket) socket;
    decltype(&::PQbackendPID) backend_pid;
    decltype(&::PQerrorMessage) error_message;
    decltype(&::PQsetErrorVerbosity) set_error_verbosity;
    decltype(&::PQsetNoticeReceiver) set_notice_receiver;
    decltype(&::PQsetnonblocking) set_nonblocking;
    decltype(&::PQenterPipelineMode) enter_pipeline_mode;
    decltype(&::PQsendQueryParams) send_query_params;
    decltype(&::PQpipelineSync) pipeline_sync;
    decltype(&::PQflush) flush;
    decltype(&::PQconsumeInput) consume_input;
    decltype(&::PQisBusy) is_busy;
    decltype(&::PQgetResult) get_result;
    decltype(&::PQnotifies) notifies;
    decltype(&::PQfreemem) freemem;
    decltype(&::PQclear) clear;
    decltype(&::PQresultStatus) result_status;
    decltype(&::PQresultErrorField) result_error_field;
    decltype(&::PQcmdStatus) cmd_status;
    decltype(&::PQcmdTuples) cmd_tuples;
    decltype(&::PQntuples) ntuples;
    decltype(&::PQnfields) nfields;
    decltype(&::PQftype) ftype;
    decltype(&::PQgetisnull) getisnull;
    decltype(&::PQgetlength) getlength;
    decltype(&::PQgetvalue) getvalue;

    /// Loads the library the first time; it stays for as long as the process runs. Any thread.
    /// Errors: internal (this machine has no libpq, or one from before version 14).
    static result<const Libpq*> load();
};

}  // namespace baton::core::db::postgres
