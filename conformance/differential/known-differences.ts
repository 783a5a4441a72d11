import type { Step } from "./step.ts";

/** Something that the embedded server knowingly does in another way. */
export interface KnownDifference {
	readonly reason: string;
	/** A difference is this one when all its places match. */
	readonly places: RegExp;
	/** Shows it: when the servers begin to agree about these steps, the entry has to leave the list. */
	readonly steps: readonly Step[];
}

const name = "first";

/** Every difference between the embedded server and a real one that sequences of writes may come across. */
export const knownDifferences: readonly KnownDifference[] = [
	{
		reason:
			"the text of a patched object has its fields in the order of their names here, and that decides which wrong one is told",
		places: /embedded ".*the object: json: cannot unmarshal .*, real ".*the object: json: cannot unmarshal /,
		steps: [
			{
				verb: "POST",
				plural: "pods",
				name,
				query: { fieldManager: "alice" },
				body: {
					metadata: { name },
					spec: { schedulerName: "none", automountServiceAccountToken: false, containers: [{ name: "a", image: "b" }] },
				},
			},
			{
				verb: "PATCH",
				plural: "pods",
				name,
				mediaType: "application/json-patch+json",
				query: { fieldManager: "alice" },
				body: [{ op: "copy", from: "/spec", path: "/metadata/labels" }],
			},
		],
	},
];

/** The known difference that a difference is. */
export function knownDifference(places: readonly string[]): KnownDifference | undefined {
	return knownDifferences.find((known) => places.every((place) => known.places.test(place)));
}
