import { isDeepStrictEqual } from "node:util";
import {
	type FieldError,
	invalidValue,
	notSupported,
	required,
	tooLongBytes,
	tooMany,
	wrongType,
} from "../status/field-error.ts";
import { goQuote } from "../status/go-quote.ts";
import { additionalSchema, isObject, type JsonObject, type JsonSchema } from "./json-schema.ts";
import { compilePattern } from "./re2-pattern.ts";
import { stringFormat } from "./string-formats.ts";

/**
 * What is wrong with a value by its schema, in the order and the words of the server.
 *
 * @param parent The path that is put before those in `field`, though not into the texts; the empty string for a whole object.
 * @param old What it was before. What has not changed is not looked at, so that it may stay what newer schemas forbid.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-ratcheting
 */
export function valueErrors(value: unknown, schema: JsonSchema, parent = "", old?: unknown): FieldError[] {
	const { errors } = validate(value, schema, "", old);
	return errors.map(({ field, ...error }) => {
		const place = field.startsWith(".") ? field.slice(1) : field;
		if (field === nowhere) return { ...error, field: parent === "" ? nowhere : parent };
		return { ...error, field: parent === "" || place === "" ? parent + place : `${parent}.${place}` };
	});
}

/** What alternatives are refused with: they name no field. */
const nowhere = "<nil>";

interface Result {
	readonly errors: readonly FieldError[];
	/** How many checks were passed, by which the alternative is found that fits best. */
	readonly matches: number;
}

type Check = (value: unknown, schema: JsonSchema, path: string, old: unknown) => Result;

const passed: Result = { errors: [], matches: 0 };

function failed(error: FieldError): Result {
	return { errors: [error], matches: 0 };
}

/** Two results in one; what is said twice is said once. */
function merge(a: Result, b: Result): Result {
	const known = new Set(a.errors.map(textOf));
	return { errors: [...a.errors, ...b.errors.filter((error) => !known.has(textOf(error)))], matches: a.matches + b.matches };
}

function textOf({ field, detail, reason }: FieldError): string {
	return detail === "" ? `${reason} ${field}` : detail;
}

/** @param old What it was before; `undefined` where there was nothing, or nothing that it could be told to come from. */
function validate(value: unknown, schema: JsonSchema, path: string, old: unknown): Result {
	if (old !== undefined && isDeepStrictEqual(value, old)) return passed;
	if (value === null) return merge(checkType(value, schema, path), checkEnum(value, schema, path));
	const checks = checksFor(value, schema);
	const result = checks.reduce((all, check) => merge(all, check(value, schema, path, old)), passed);
	return { ...result, matches: result.matches + checks.length + 1 };
}

function checksFor(value: unknown, schema: JsonSchema): readonly Check[] {
	const typed = typesOf(schema).length > 0 || formatOf(schema) !== undefined;
	return [
		...(typed ? [checkType] : []),
		checkAlternatives,
		...(typeof value === "string" ? [checkText] : []),
		...(typeof value === "string" && formatOf(schema) !== undefined ? [checkFormat] : []),
		...(typeof value === "number" ? [checkNumber] : []),
		...(Array.isArray(value) ? [checkList] : []),
		checkEnum,
		...(isObject(value) ? [checkObject] : []),
	];
}

function typesOf(schema: JsonSchema): readonly string[] {
	if (schema["x-kubernetes-int-or-string"] === true) return ["integer", "string"];
	return schema.type === undefined || schema.type === "" ? [] : [schema.type];
}

/** The format where it means something. */
function formatOf({ format }: JsonSchema): string | undefined {
	return stringFormat(format) === undefined ? undefined : format;
}

/** The type of a value as JSON has it, and the format of numbers. */
function typeOf(value: unknown): readonly [type: string, format: string] {
	if (typeof value === "number") return Number.isInteger(value) ? ["integer", "int64"] : ["number", "double"];
	if (Array.isArray(value)) return ["array", ""];
	return [value === null ? "null" : typeof value, ""];
}

function checkType(value: unknown, schema: JsonSchema, path: string): Result {
	const types = typesOf(schema);
	const format = formatOf(schema);
	const matched: Result = { errors: [], matches: 1 };
	const [found, foundFormat] = typeOf(value);
	if (value === null) {
		if (types.length === 0 || schema.nullable === true) return matched;
		return failed(typeError(path, types.join(","), "null"));
	}
	const fits = types.includes(found) || (found === "integer" && types.includes("number"));
	const sequence = typeof value === "string" || Array.isArray(value);
	if (!sequence && format !== undefined && !fits && format !== foundFormat) return failed(typeError(path, format, foundFormat));
	// The server looks at the format of these alone.
	if (sequence && format !== undefined && !types.includes("number") && !types.includes("integer")) return matched;
	return fits ? matched : failed(typeError(path, types.join(","), found));
}

function typeError(path: string, type: string, found: string): FieldError {
	const detail =
		path === ""
			? ` in body must be of type ${type}: ${goQuote(found)}`
			: `${path} in body must be of type ${type}: ${goQuote(found)}`;
	return wrongType(path, found, detail);
}

function checkEnum(value: unknown, schema: JsonSchema, path: string): Result {
	const { enum: allowed = [] } = schema;
	if (allowed.length === 0 || allowed.some((one) => isDeepStrictEqual(one, value))) return passed;
	const texts = allowed.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
	return failed(notSupported(path, value, texts));
}

function checkText(value: unknown, { maxLength, minLength, pattern }: JsonSchema, path: string): Result {
	const text = value as string;
	const length = [...text].length;
	if (maxLength !== undefined && length > maxLength) return failed(tooLongBytes(path, maxLength));
	if (minLength !== undefined && length < minLength) {
		return failed(invalidValue(path, text, `${path} in body should be at least ${minLength} chars long`));
	}
	if (pattern !== undefined && pattern !== "" && !compilePattern(pattern).test(text)) {
		return failed(invalidValue(path, text, `${path} in body should match '${pattern}'`));
	}
	return passed;
}

function checkFormat(value: unknown, { format }: JsonSchema, path: string): Result {
	if (stringFormat(format)?.(value as string) !== false) return passed;
	return failed(typeError(path, format ?? "", value as string));
}

function checkNumber(value: unknown, schema: JsonSchema, path: string): Result {
	const number = value as number;
	const { multipleOf, maximum, minimum, exclusiveMaximum = false, exclusiveMinimum = false } = schema;
	const errors: FieldError[] = [];
	const refuse = (text: string): void => void errors.push(invalidValue(path, number, `${path} in body should be ${text}`));
	if (multipleOf !== undefined && !isMultiple(number, multipleOf)) refuse(`a multiple of ${multipleOf}`);
	if (minimum !== undefined && (exclusiveMinimum ? number <= minimum : number < minimum)) {
		refuse(`greater than ${exclusiveMinimum ? "" : "or equal to "}${minimum}`);
	}
	if (maximum !== undefined && (exclusiveMaximum ? number >= maximum : number > maximum)) {
		refuse(`less than ${exclusiveMaximum ? "" : "or equal to "}${maximum}`);
	}
	return { errors, matches: 1 };
}

function isMultiple(value: number, factor: number): boolean {
	return Number.isInteger(Number.isInteger(value) && Number.isInteger(factor) ? value / factor : (1 / factor) * value);
}

function checkList(value: unknown, schema: JsonSchema, path: string, old: unknown): Result {
	const { items, minItems, maxItems } = schema;
	const list = value as readonly unknown[];
	const errors: FieldError[] = [];
	let result: Result = { errors, matches: 1 };
	if (items !== undefined) {
		const found = list.map((element, index) => validate(element, items, `${path}[${index}]`, counterpart(element, schema, old)));
		result = [...found, { errors: [], matches: 1 }].reduce(merge, passed);
	}
	if (minItems !== undefined && list.length < minItems) {
		errors.push(invalidValue(path, list.length, `${path} in body should have at least ${minItems} items`));
	}
	if (maxItems !== undefined && list.length > maxItems) errors.push(tooMany(path, list.length, maxItems));
	return items === undefined ? result : merge(result, { errors, matches: 0 });
}

/** What an element of a list was before: only those of a list that is a map can be told. */
function counterpart(element: unknown, schema: JsonSchema, old: unknown): unknown {
	const keys = schema["x-kubernetes-list-map-keys"];
	if (keys === undefined || schema["x-kubernetes-list-type"] !== "map" || !Array.isArray(old) || !isObject(element))
		return undefined;
	return old.find((other) => isObject(other) && keys.every((key) => isDeepStrictEqual(other[key], element[key])));
}

function checkObject(value: unknown, schema: JsonSchema, path: string, old: unknown): Result {
	const before = isObject(old) ? old : {};
	const object = value as JsonObject;
	const { minProperties, maxProperties, properties = {}, required: names = [] } = schema;
	const count = Object.keys(object).length;
	const errors: FieldError[] = [];
	if (minProperties !== undefined && count < minProperties) {
		errors.push(invalidValue(path, count, `${path} in body should have at least ${minProperties} properties`));
	}
	if (maxProperties !== undefined && count > maxProperties) errors.push(tooMany(path, count, maxProperties));
	let result: Result = { errors, matches: 0 };
	const others = additionalSchema(schema);
	for (const [name, member] of Object.entries(object)) {
		if (Object.hasOwn(properties, name)) continue;
		if (schema.additionalProperties === false) {
			errors.push(invalidValue(path, name, `${path}.${name} in body is a forbidden property`));
		}
		if (others !== undefined) result = merge(result, validate(member, others, `${path}.${name}`, before[name]));
	}
	for (const [name, known] of Object.entries(properties)) {
		if (Object.hasOwn(object, name))
			result = merge(result, validate(object[name], known, path === "" ? name : `${path}.${name}`, before[name]));
	}
	const missing = names.filter((name) => !Object.hasOwn(object, name)).map((name) => required(`${path}.${name}`));
	return merge(result, { errors: missing, matches: 0 });
}

function checkAlternatives(value: unknown, schema: JsonSchema, path: string, old: unknown): Result {
	const { anyOf = [], oneOf = [], allOf = [], not } = schema;
	const attempt = (alternative: JsonSchema): Result => validate(value, alternative, path, old);
	let result = passed;
	const refuse = (text: string): void => {
		result = merge(result, failed(invalidValue(nowhere, "", `${goQuote(path)} must ${text}`)));
	};
	const any = anyOf.map(attempt);
	const fitting = any.find(isValid);
	if (any.length > 0 && fitting === undefined) refuse("validate at least one schema (anyOf)");
	if (any.length > 0) result = merge(result, fitting ?? closest(any));
	const one = oneOf.map(attempt);
	const valid = one.filter(isValid);
	if (one.length > 0 && valid.length !== 1) {
		const found = valid.length === 0 ? "Found none valid" : `Found ${valid.length} valid alternatives`;
		refuse(`validate one and only one schema (oneOf). ${found}`);
		if (valid.length === 0) result = merge(result, closest(one));
	} else if (valid[0] !== undefined) result = merge(result, valid[0]);
	const all = allOf.map(attempt);
	result = all.reduce(merge, result);
	if (!all.every(isValid)) refuse(`validate all the schemas (allOf)${all.some(isValid) ? "" : ". None validated"}`);
	if (not !== undefined && isValid(attempt(not))) refuse("not validate the schema (not)");
	return { ...result, matches: result.matches + 1 };
}

function isValid({ errors }: Result): boolean {
	return errors.length === 0;
}

function closest(results: readonly Result[]): Result {
	return results.reduce((best, next) => (next.matches > best.matches ? next : best));
}
