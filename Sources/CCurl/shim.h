#pragma once
// The type checks are macros around the variadic functions below; Swift's own types take their place.
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one function for each kind of
// argument.

typedef size_t (*assay_curl_receive)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode assay_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode assay_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode assay_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode assay_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode assay_curl_set_headers(CURL *handle, struct curl_slist *list) {
  return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
}

static inline CURLcode assay_curl_set_receiver(CURL *handle, CURLoption option, assay_curl_receive function) {
  return curl_easy_setopt(handle, option, function);
}

static inline long assay_curl_get_long(CURL *handle, CURLINFO info) {
  long value = 0;
  curl_easy_getinfo(handle, info, &value);
  return value;
}

static inline curl_off_t assay_curl_get_offset(CURL *handle, CURLINFO info) {
  curl_off_t value = 0;
  curl_easy_getinfo(handle, info, &value);
  return value;
}

// Which protocols an address, and one that a server points to, may have. The options that take names came with 7.85,
// and the older ones are deprecated since.
static inline void assay_curl_allow(CURL *handle, int redirects_stay_secure) {
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, redirects_stay_secure ? "https" : "http,https");
#else
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS,
                   (long)(redirects_stay_secure ? CURLPROTO_HTTPS : CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static inline CURLMcode assay_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

typedef int (*assay_curl_watch)(CURL *handle, curl_socket_t socket, int what, void *context, void *own);
typedef int (*assay_curl_schedule)(CURLM *multi, long milliseconds, void *context);

// Who is told which sockets and which time a multi handle waits for.
static inline void assay_curl_multi_set_watchers(CURLM *multi, assay_curl_watch watch,
                                                 assay_curl_schedule schedule, void *context) {
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watch);
  curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, schedule);
  curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}

// CURL_SOCKET_TIMEOUT is a macro with a cast.
static inline CURLMcode assay_curl_time_is_up(CURLM *multi, int *running) {
  return curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, running);
}

// The next of a multi handle's transfers that has ended, and its result; NULL when there is none. CURLMsg holds a
// union.
static inline CURL *assay_curl_next_finished(CURLM *multi, CURLcode *result) {
  int rest = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &rest)) != NULL) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

static inline CURLcode assay_curl_initialize(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
