import { authenticatedGroup, mastersGroup, unauthenticatedGroup } from "../../authentication/user.ts";
import type { Services } from "../../registry/services.ts";
import { timestamp } from "../../registry/timestamp.ts";
import { type ObjectState, orderMetadata } from "../../storage/object-state.ts";
import { aggregateClusterRoles } from "./aggregate-cluster-roles.ts";
import { bootstrapRules } from "./bootstrap-rules.ts";
import type { PolicyRule } from "./policy-rule.ts";
import { rbacCollections } from "./role-reference.ts";

const group = "rbac.authorization.k8s.io";

/** The groups that are given the ClusterRole of the same name everywhere. */
const boundTo: Readonly<Record<string, readonly string[]>> = {
	"cluster-admin": [mastersGroup],
	"system:basic-user": [authenticatedGroup],
	"system:discovery": [authenticatedGroup],
	"system:monitoring": ["system:monitoring"],
	"system:public-info-viewer": [authenticatedGroup, unauthenticatedGroup],
	"system:service-account-issuer-discovery": ["system:serviceaccounts"],
};

/** What a ClusterRole is put together from is labelled `aggregate-to-` with its name; `edit` is part of `admin`, and `view` of `edit`. */
const partOf: Readonly<Record<string, string>> = {
	edit: "admin",
	view: "edit",
	"system:aggregate-to-admin": "admin",
	"system:aggregate-to-edit": "edit",
	"system:aggregate-to-view": "view",
};

const aggregated = ["admin", "edit", "view"];

/** Puts in place the ClusterRoles that every server begins with, those of its own components excepted, and gives them to their groups. */
export function installBootstrapPolicy(services: Services): void {
	for (const [name, rules] of readRules()) put(services, rbacCollections.clusterRoles, name, { rules });
	for (const name of aggregated) {
		const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { [`${group}/aggregate-to-${name}`]: "true" } }] };
		put(services, rbacCollections.clusterRoles, name, { rules: null, aggregationRule });
	}
	aggregateClusterRoles(services.store);
	for (const [name, groups] of Object.entries(boundTo)) {
		const subjects = groups.map((subject) => ({ apiGroup: group, kind: "Group", name: subject }));
		const roleRef = { apiGroup: group, kind: "ClusterRole", name };
		put(services, rbacCollections.clusterRoleBindings, name, { subjects, roleRef });
	}
}

function put({ store, random, clock }: Services, collection: string, name: string, content: Omit<ObjectState, "metadata">): void {
	const whole = collection === rbacCollections.clusterRoles ? partOf[name] : undefined;
	const metadata = orderMetadata({
		name,
		uid: random.uuid(),
		creationTimestamp: timestamp(clock.now()),
		labels: {
			"kubernetes.io/bootstrapping": "rbac-defaults",
			...(whole === undefined ? {} : { [`${group}/aggregate-to-${whole}`]: "true" }),
		},
		annotations: { "rbac.authorization.kubernetes.io/autoupdate": "true" },
	});
	store.put(collection, name, { metadata, ...content }, undefined);
}

function readRules(): Map<string, PolicyRule[]> {
	const roles = new Map<string, PolicyRule[]>();
	let rules: PolicyRule[] = [];
	for (const line of bootstrapRules.trim().split("\n")) {
		if (line.startsWith("\t")) {
			rules.push(readRule(line.trim()));
			continue;
		}
		rules = [];
		roles.set(line, rules);
	}
	return roles;
}

/** With its members in the order in which objects are decoded, so that equal rules have equal JSON texts. */
function readRule(line: string): PolicyRule {
	const [verbs = "", groups = "", ...targets] = line.split(" ");
	if (groups === "path") return { nonResourceURLs: targets, verbs: verbs.split(",") };
	const apiGroups = groups.split(",").map((name) => (name === "core" ? "" : name));
	return { apiGroups, resources: targets, verbs: verbs.split(",") };
}
