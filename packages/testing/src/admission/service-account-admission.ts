import { type Structure, structureAt, structuresAt, withMembers } from "../schema/defaults/with-members.ts";
import { forbidden } from "../status/object-errors.ts";
import type { Admission } from "./admission.ts";

const mountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Gives a Pod its ServiceAccount, with that one's image pull secrets and a token in each container. */
export const serviceAccountAdmission: Admission = ({ store, random }, state) => {
	const { name = "", namespace = "", annotations } = state.metadata;
	// Static Pods have no account.
	if (annotations?.["kubernetes.io/config.mirror"] !== undefined) return state;
	const spec = structureAt(state, "spec");
	const account = (spec["serviceAccountName"] as string | undefined) ?? "default";
	const stored = store.get("/serviceaccounts", `${namespace}/${account}`);
	if (stored === undefined) {
		const text = `error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`;
		throw forbidden({ group: "", resource: "pods" }, name, text);
	}
	const named = withMembers(spec, {
		imagePullSecrets: spec["imagePullSecrets"] ?? stored.state["imagePullSecrets"],
		serviceAccount: account,
		serviceAccountName: account,
	});
	const mounts = spec["automountServiceAccountToken"] ?? stored.state["automountServiceAccountToken"] ?? true;
	return { ...state, spec: mounts === true ? withToken(named, `kube-api-access-${random.nameSuffix()}`) : named };
};

function withToken(spec: Structure, name: string): Structure {
	let used = false;
	const mounted = (container: Structure): Structure => {
		const mounts = structuresAt(container, "volumeMounts");
		if (mounts.some((mount) => mount["mountPath"] === mountPath)) return container;
		used = true;
		return withMembers(container, { volumeMounts: [...mounts, { mountPath, name, readOnly: true }] });
	};
	const containers = structuresAt(spec, "containers").map(mounted);
	const initContainers = spec["initContainers"] === undefined ? undefined : structuresAt(spec, "initContainers").map(mounted);
	if (!used) return spec;
	return withMembers(spec, { containers, initContainers, volumes: [...structuresAt(spec, "volumes"), tokenVolume(name)] });
}

function tokenVolume(name: string): Structure {
	const namespace = { fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" }, path: "namespace" };
	return {
		name,
		projected: {
			defaultMode: 0o644,
			sources: [
				// An hour, and some seconds by which such tokens are told apart.
				{ serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
				{ configMap: { items: [{ key: "ca.crt", path: "ca.crt" }], name: "kube-root-ca.crt" } },
				{ downwardAPI: { items: [namespace] } },
			],
		},
	};
}
