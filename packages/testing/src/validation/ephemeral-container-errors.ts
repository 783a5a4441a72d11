import { asText, type Structure, structuresAt } from "../schema/defaults/with-members.ts";
import { duplicate, type FieldError, forbiddenField, invalidValue, notFoundField } from "../status/field-error.ts";
import { commonErrors } from "./container-errors.ts";

/** What a container that is added to others may not have. */
const members = [
	"ports",
	"resources",
	"resizePolicy",
	"restartPolicy",
	"livenessProbe",
	"readinessProbe",
	"startupProbe",
	"lifecycle",
];

/** What is wrong with the containers of a Pod that are added to it while it runs. */
export function ephemeralContainerErrors(spec: Structure, path: string, volumes: ReadonlyMap<unknown, Structure>): FieldError[] {
	const others = [...structuresAt(spec, "containers"), ...structuresAt(spec, "initContainers")].map(({ name }) => name);
	const names = new Set<unknown>(others);
	return structuresAt(spec, "ephemeralContainers").flatMap((container, index) => {
		const own = `${path}[${index}]`;
		const { name = "", targetContainerName: target = "", image = "" } = container;
		const text = asText(image);
		const errors = commonErrors(container, own, volumes);
		if (names.has(name)) errors.push(duplicate(`${own}.name`, name));
		else if (name !== "") names.add(name);
		if (target !== "" && !others.includes(target)) errors.push(notFoundField(`${own}.targetContainerName`, target));
		errors.push(...forbiddenErrors(container, own));
		if (text.trim() !== text) errors.push(invalidValue(`${own}.image`, image, "must not have leading or trailing whitespace"));
		return errors;
	});
}

function forbiddenErrors(container: Structure, path: string): FieldError[] {
	const forbidden = (place: string): FieldError => forbiddenField(`${path}.${place}`, "cannot be set for an Ephemeral Container");
	const given = members.filter((member) => {
		const value = container[member];
		// Whoever wants nothing has an empty structure of it all the same.
		return value !== undefined && !(member === "resources" && Object.keys(value as object).length === 0);
	});
	const mounts = structuresAt(container, "volumeMounts").flatMap((mount, index) =>
		["subPath", "subPathExpr"]
			.filter((member) => (mount[member] ?? "") !== "")
			.map((member) => `volumeMounts[${index}].${member}`),
	);
	return [...given, ...mounts].map(forbidden);
}
