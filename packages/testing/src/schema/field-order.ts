import { fieldNumbers } from "@kubex/openapi";

/**
 * Fields that stand elsewhere in the server's types than their numbers say, each with what it stands before. They were added when the
 * others had their numbers already.
 */
const placed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	ConfigMap: { immutable: "data" },
	Secret: { immutable: "data" },
	PodSpec: {
		initContainers: "containers",
		ephemeralContainers: "restartPolicy",
		automountServiceAccountToken: "nodeName",
		shareProcessNamespace: "securityContext",
	},
	Container: {
		envFrom: "env",
		resizePolicy: "volumeMounts",
		restartPolicy: "volumeMounts",
		restartPolicyRules: "volumeMounts",
		volumeDevices: "livenessProbe",
		startupProbe: "lifecycle",
		terminationMessagePolicy: "imagePullPolicy",
	},
	ServiceSpec: { clusterIPs: "type", ipFamilies: "ipFamilyPolicy" },
	ServicePort: { appProtocol: "port" },
};

const orders = new Map<string, readonly string[]>();

/** Some fields of an object in the order in which the server looks at them. */
export function fieldsInOrder(definition: string, names: readonly string[]): readonly string[] {
	let order = orders.get(definition);
	if (order === undefined) {
		order = orderOf(definition);
		orders.set(definition, order);
	}
	const others = names.filter((name) => !order.includes(name));
	return [...order.filter((name) => names.includes(name)), ...others];
}

function orderOf(definition: string): readonly string[] {
	const order = numberedNames(definition);
	for (const [name, next] of Object.entries(placed[definition.slice(definition.lastIndexOf(".") + 1)] ?? {})) {
		order.splice(order.indexOf(name), 1);
		order.splice(order.indexOf(next), 0, name);
	}
	return order;
}

function numberedNames(definition: string): string[] {
	const fields = [...(fieldNumbers(definition) ?? [])].toSorted(([a], [b]) => a - b);
	return fields.flatMap(([, field]) => ("name" in field ? [field.name] : numberedNames(field.embedded)));
}
