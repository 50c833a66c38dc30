// The bodies of Asio's TLS, compiled once for the whole host.
#include <boost/asio/ssl/impl/src.hpp>
