// One endpoint of the form, as its cards see it: its fields, their problems, and how to change them. Pure.
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import {
  type EndpointEnvironment,
  type EndpointsValues,
  type EndpointValues,
  namedFor,
  valuesOf,
} from "./endpoint-values.ts";

export type EndpointPart = {
  readonly values: EndpointValues;
  readonly set: (patch: Partial<EndpointValues>) => void;
  /** What is wrong with a field, or with the part of it at a dotted path. */
  readonly problem: (field: keyof EndpointValues, within?: string) => string | undefined;
  /** True once a save was tried: until then, nothing is said of what is merely empty. */
  readonly hasTried: boolean;
};

export function endpointPart(
  form: DesignForm<EndpointsValues>,
  environment: EndpointEnvironment,
): EndpointPart {
  return {
    values: valuesOf(form.values, environment),
    set: (patch) => form.set(namedFor(environment, patch)),
    problem: (field, within) => form.problem(`${environment}.${field}`, within),
    hasTried: form.hasTried,
  };
}
