/** Fields that are those of a structure without a name of its own, by definition; the list says which, or which not. */
const embedded: Readonly<
	Record<string, readonly [structure: string, fields: readonly string[] | { readonly not: readonly string[] }]>
> = {
	Volume: ["VolumeSource", { not: ["name"] }],
	Probe: ["ProbeHandler", ["exec", "httpGet", "tcpSocket", "grpc"]],
	EphemeralContainer: ["EphemeralContainerCommon", { not: ["targetContainerName"] }],
	...Object.fromEntries(
		"ConfigMapProjection SecretProjection ConfigMapKeySelector SecretKeySelector ConfigMapEnvSource SecretEnvSource ConfigMapVolumeSource"
			.split(" ")
			.map((name) => [name, ["LocalObjectReference", ["name"]]]),
	),
};

/** The structure inside of another that a field belongs to, which is named in errors only. */
export function embeddedStructure(definition: string, field: string): string | undefined {
	if (!definition.startsWith("io.k8s.api.core.v1.")) return undefined;
	const [structure, fields] = embedded[definition.slice("io.k8s.api.core.v1.".length)] ?? [];
	if (fields === undefined) return undefined;
	return ("not" in fields ? !fields.not.includes(field) : fields.includes(field)) ? structure : undefined;
}
