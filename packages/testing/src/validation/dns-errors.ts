import { isIP } from "node:net";
import { nameErrors } from "../registry/name-rules.ts";
import { asText, type Structure, structureAt, structuresAt } from "../schema/defaults/with-members.ts";
import { type FieldError, invalidValue, required } from "../status/field-error.ts";

const searchRule =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')";
const search = /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;

/** What is wrong with an address. */
export function addressErrors(field: string, address: string): FieldError[] {
	if (isIP(address) !== 0) return [];
	return [invalidValue(field, address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")];
}

/** What is wrong with how a Pod finds names. */
export function dnsErrors(spec: Structure, path: string): FieldError[] {
	const { dnsPolicy, dnsConfig } = spec;
	const config = structureAt(spec, "dnsConfig");
	const servers = (config["nameservers"] as readonly string[] | undefined) ?? [];
	if (dnsPolicy === "None") {
		if (dnsConfig === undefined) return [required(path, "must provide `dnsConfig` when `dnsPolicy` is None")];
		const text = "must provide at least one DNS nameserver when `dnsPolicy` is None";
		if (servers.length === 0) return [required(`${path}.nameservers`, text)];
	}
	const searches = (config["searches"] as readonly string[] | undefined) ?? [];
	return [
		...(servers.length > 3 ? [invalidValue(`${path}.nameservers`, servers, "must not have more than 3 nameservers")] : []),
		...servers.flatMap((server, index) => addressErrors(`${path}.nameservers[${index}]`, server)),
		...(searches.length > 32 ? [invalidValue(`${path}.searches`, searches, "must not have more than 32 search paths")] : []),
		...searches.flatMap((given, index) => searchErrors(`${path}.searches[${index}]`, given)),
		...structuresAt(config, "options").flatMap(({ name = "" }, index) =>
			name === "" ? [required(`${path}.options[${index}]`, "must not be empty")] : [],
		),
	];
}

function searchErrors(field: string, given: string): FieldError[] {
	if (given === ".") return [];
	const name = given.endsWith(".") ? given.slice(0, -1) : given;
	return search.test(name) ? [] : [invalidValue(field, name, searchRule)];
}

/** What is wrong with names that a Pod has for addresses. */
export function hostAliasErrors(spec: Structure, path: string): FieldError[] {
	return structuresAt(spec, "hostAliases").flatMap(({ ip = "", hostnames = [] }, index) => [
		...addressErrors(`${path}[${index}].ip`, asText(ip)),
		...(hostnames as readonly string[]).flatMap((name, at) =>
			nameErrors("subdomain", name).map((text) => invalidValue(`${path}[${index}].hostnames[${at}]`, name, text)),
		),
	]);
}
