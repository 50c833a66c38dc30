#pragma once

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <string>

namespace baton::core::http::client {

/// A certificate that vouches for itself, made anew for each test, and a TLS context of a server that has it.
class Certificate {
public:
    /// `names`: as OpenSSL writes them, "DNS:localhost,IP:127.0.0.1". `valid`: seconds from now.
    explicit Certificate(const std::string& names, long valid = 3600) {
        key_.reset(EVP_EC_gen("P-256"));
        certificate_.reset(X509_new());
        X509_set_version(certificate_.get(), X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate_.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate_.get()), -7200);
        X509_gmtime_adj(X509_getm_notAfter(certificate_.get()), valid);
        X509_NAME* subject = X509_get_subject_name(certificate_.get());
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1,
                                   0);
        X509_set_issuer_name(certificate_.get(), subject);
        X509_set_pubkey(certificate_.get(), key_.get());
        X509V3_CTX context{};
        X509V3_set_ctx(&context, certificate_.get(), certificate_.get(), nullptr, nullptr, 0);
        X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name, names.c_str());
        REQUIRE(extension != nullptr);
        X509_add_ext(certificate_.get(), extension, -1);
        X509_EXTENSION_free(extension);
        REQUIRE(X509_sign(certificate_.get(), key_.get(), EVP_sha256()) > 0);

        server_.reset(SSL_CTX_new(TLS_server_method()));
        SSL_CTX_use_certificate(server_.get(), certificate_.get());
        SSL_CTX_use_PrivateKey(server_.get(), key_.get());
    }

    SSL_CTX* server() const { return server_.get(); }
    void write_to(const std::string& path) const {
        std::FILE* file = std::fopen(path.c_str(), "w");
        REQUIRE(file != nullptr);
        PEM_write_X509(file, certificate_.get());
        std::fclose(file);
    }

    void write_key_to(const std::string& path) const {
        std::FILE* file = std::fopen(path.c_str(), "w");
        REQUIRE(file != nullptr);
        PEM_write_PrivateKey(file, key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(file);
    }

private:
    template <auto free>
    struct Free {
        void operator()(auto* thing) const { free(thing); }
    };
    std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>> key_;
    std::unique_ptr<X509, Free<X509_free>> certificate_;
    std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>> server_;
};

}  // namespace baton::core::http::client
