// The languages whose text gets colours, on a page and in a written document. A small set: each language is a part of a
// page's weight.
import bash from "highlight.js/lib/languages/bash";
import go from "highlight.js/lib/languages/go";
import http from "highlight.js/lib/languages/http";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import protobuf from "highlight.js/lib/languages/protobuf";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

export const codeLanguages = {
  bash,
  go,
  http,
  java,
  javascript,
  json,
  protobuf,
  python,
  typescript,
  xml,
  yaml,
};
