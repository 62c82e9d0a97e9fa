/** A class of which the container makes one instance per node. Its constructor takes whatever the container can give. */
export type NodeClass<Instance extends object = object> = new (...dependencies: never[]) => Instance;
