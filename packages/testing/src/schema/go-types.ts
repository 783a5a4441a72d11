import { goTypeFacts } from "./go-type-facts.ts";

let types: ReadonlyMap<string, string> | undefined;

/** The server's name of the type of a field, where it has one besides what the API description says; it is shown in errors only. */
export function goTypeOfField(definition: string, field: string): string | undefined {
	types ??= index();
	return types.get(`${definition} ${field}`);
}

function index(): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	let folder = "";
	for (const line of goTypeFacts.split("\n")) {
		const [first = "", ...fields] = line.split(" ");
		if (first.includes(".")) folder = first;
		for (const field of fields) {
			const [name, type = ""] = field.split(/:(.*)/);
			found.set(`io.k8s.${folder}.${first} ${name}`, type);
		}
	}
	return found;
}
