const namePart = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const nameRule =
	"must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const valueRule =
	"a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const prefixRule =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** What is wrong with a qualified name: the key of a label or annotation, or a finalizer. */
export function qualifiedNameErrors(value: string): string[] {
	const parts = value.split("/");
	const name = parts.at(-1) ?? "";
	if (parts.length > 2) {
		return [`a valid label key ${nameRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
	}
	const errors: string[] = [];
	if (parts.length === 2) {
		const prefix = parts[0] ?? "";
		if (prefix === "") errors.push("prefix part must be non-empty");
		else {
			if (prefix.length > 253) errors.push("prefix part must be no more than 253 bytes");
			if (!subdomain.test(prefix)) errors.push(`prefix part ${prefixRule}`);
		}
	}
	if (name === "") errors.push("name part must be non-empty");
	else if (name.length > 63) errors.push("name part must be no more than 63 bytes");
	if (!namePart.test(name)) errors.push(`name part ${nameRule}`);
	return errors;
}

/** What is wrong with the value of a label. */
export function labelValueErrors(value: string): string[] {
	const errors: string[] = [];
	if (value.length > 63) errors.push("must be no more than 63 bytes");
	if (value !== "" && !namePart.test(value)) errors.push(valueRule);
	return errors;
}
