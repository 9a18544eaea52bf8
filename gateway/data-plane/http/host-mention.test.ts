// Which header values give a backend's host away, and which only look like it.
import { expect, it } from "vitest";
import { mentionsHost } from "#gateway/data-plane/http/host-mention.ts";

it.each([
  ["app.internal", "http://app.internal:8080/x"],
  ["app.internal", "https%3A%2F%2Fapp.internal%2Fx"],
  ["app.internal", "session=1; Domain=.app.internal; Path=/"],
  ["app.internal", "APP.Internal"],
  ["app.internal", "1.1 app.internal."],
  ["app.internal", "other.app.internal app.internal"],
  ["10.0.0.7", "10.0.0.7, 203.0.113.9"],
  ["::1", "http://[::1]:8080"],
  ["app", "http://app/x"],
  ["app", "ws%3a%2f%2fapp"],
  ["app", "served by app:8080"],
  ["app", "app%3A8080"],
])("finds %s in %s", (hostname, value) => {
  expect(mentionsHost(value, hostname)).toBe(true);
});

it.each([
  ["app.internal", "myapp.internal"],
  ["app.internal", "app.internal.example.com"],
  ["app.internal", "app-internal"],
  ["app.internal", "app.internals"],
  ["10.0.0.7", "110.0.0.7"],
  ["10.0.0.7", "10.0.0.71"],
  ["app", "application/json"],
  ["app", "app=1; Path=/app; HttpOnly"],
  ["chat", "chat"],
  ["app", "http://app.example.com/app"],
  ["app", "https://my-app:8080/"],
  ["app", "app: yes"],
])("does not find %s in %s", (hostname, value) => {
  expect(mentionsHost(value, hostname)).toBe(false);
});
