package org.kohsuke.stapler;

import java.net.URL;

/** Signature only; see README.md of this module. */
public class HttpResponses {
    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        public HttpResponseException() {
            throw new AssertionError("signature only");
        }

        public HttpResponseException(String message) {
            throw new AssertionError("signature only");
        }

        public HttpResponseException(String message, Throwable cause) {
            throw new AssertionError("signature only");
        }

        public HttpResponseException(Throwable cause) {
            throw new AssertionError("signature only");
        }
    }

    public static HttpResponseException ok() {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException notFound() {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException forbidden() {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException status(int code) {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException error(int code, String errorMessage) {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException error(Throwable cause) {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException error(int code, Throwable cause) {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException errorWithoutStack(int code, String errorMessage) {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException wrap(HttpResponse delegate) {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException redirectViaContextPath(String relative) {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException redirectViaContextPath(int statusCode, String relative) {
        throw new AssertionError("signature only");
    }

    public static HttpRedirect redirectTo(String url) {
        throw new AssertionError("signature only");
    }

    public static HttpRedirect redirectTo(int statusCode, String url) {
        throw new AssertionError("signature only");
    }

    public static HttpResponse redirectToDot() {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException redirectToContextRoot() {
        throw new AssertionError("signature only");
    }

    public static HttpResponseException forwardToPreviousPage() {
        throw new AssertionError("signature only");
    }

    public static HttpResponse staticResource(URL resource) {
        throw new AssertionError("signature only");
    }

    public static HttpResponse staticResource(URL resource, long expiration) {
        throw new AssertionError("signature only");
    }

    public static HttpResponse literalHtml(String text) {
        throw new AssertionError("signature only");
    }

    public static HttpResponse text(String text) {
        throw new AssertionError("signature only");
    }

    public static ForwardToView forwardToView(Object it, String view) {
        throw new AssertionError("signature only");
    }

    public static ForwardToView forwardToView(Class clazz, String view) {
        throw new AssertionError("signature only");
    }
}
