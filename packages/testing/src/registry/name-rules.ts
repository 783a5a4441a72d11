import type { Behaviour } from "./behaviour.ts";

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const serviceLabel = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const subdomainRule =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const labelRule =
	"a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const serviceLabelRule =
	"a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

/**
 * What is wrong with a name.
 *
 * @param prefix whether it is a `generateName`, which may end as no name may.
 */
export function nameErrors(rule: Behaviour["nameRule"], value: string, prefix = false): string[] {
	const name = prefix && value.endsWith("-") ? `${value.slice(0, -1)}a` : value;
	switch (rule) {
		case "pathSegment":
			return pathSegmentErrors(value, prefix);
		case "label":
			// What is a subdomain all the same can only have dots too many.
			return [...tooLong(name, 63), ...(label.test(name) ? [] : [subdomain.test(name) ? "must not contain dots" : labelRule])];
		case "serviceLabel":
			return [...tooLong(name, 63), ...(serviceLabel.test(name) ? [] : [serviceLabelRule])];
		default:
			return [...tooLong(name, 253), ...(subdomain.test(name) ? [] : [subdomainRule])];
	}
}

function tooLong(name: string, limit: number): string[] {
	return name.length > limit ? [`must be no more than ${limit} characters`] : [];
}

function pathSegmentErrors(name: string, prefix: boolean): string[] {
	if (!prefix && (name === "." || name === "..")) return [`may not be '${name}'`];
	const errors: string[] = [];
	for (const character of ["/", "%"]) if (name.includes(character)) errors.push(`may not contain '${character}'`);
	return errors;
}
