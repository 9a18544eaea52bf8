import { expect, it } from "vitest";
import { publicUrlAdvice } from "./public-url-advice.ts";

const production = { SLUICE_MODE: "production", HOST: "0.0.0.0" } as const;

it("warns in production that names get 421 and sign-in needs https where PUBLIC_URL is not set", () => {
  expect(publicUrlAdvice(production)).toMatch(/PUBLIC_URL is not set.*421.*Secure.*PUBLIC_URL=https:/);
});

it("warns in production of cookies that are not Secure where PUBLIC_URL is plain HTTP", () => {
  const said = publicUrlAdvice({ ...production, PUBLIC_URL: "http://sluice.example" });
  expect(said).toMatch(/plain HTTP \(http:\/\/sluice\.example\).*not Secure.*PUBLIC_URL=https:/);
});

it("has nothing to say with https, nor in evaluation mode", () => {
  expect(publicUrlAdvice({ ...production, PUBLIC_URL: "https://sluice.example" })).toBeNull();
  expect(publicUrlAdvice({ SLUICE_MODE: "evaluation", HOST: "127.0.0.1" })).toBeNull();
});
