package intake

// A node is a folder or a file, as a survey has seen it.
type node struct {
	kids   map[string]*node
	folder bool // or an archive
	works  bool // a file of an exercise, or an archive, is in it or below
	home   bool // folders of exercises, or files of one, are directly in it
}

// nodeDepth is how deep a survey looks for students. It bounds the memory.
const nodeDepth = 8

// add adds a path. What works makes all folders above it work.
func (n *node) add(names []string, folder, works bool) {
	for i, name := range names[:min(len(names), nodeDepth)] {
		n.works = n.works || works
		if n.kids == nil {
			n.kids = map[string]*node{}
		}
		if n.kids[name] == nil {
			n.kids[name] = &node{}
		}
		n = n.kids[name]
		n.folder = n.folder || folder || i+1 < len(names)
	}
	n.works = n.works || works
}

// find returns a node that was added, or nil.
func (n *node) find(names []string) *node {
	for _, name := range names {
		if n = n.kids[name]; n == nil {
			return nil
		}
	}
	return n
}

// only returns the one folder in a folder. If there are more, it is the one that has work.
func (n *node) only() (name string, folder *node) {
	for _, mustWork := range []bool{false, true} {
		count := 0
		for kid, node := range n.kids {
			if node.folder && (node.works || !mustWork) {
				name, folder = kid, node
				count++
			}
		}
		if count == 1 {
			return name, folder
		}
	}
	return "", nil
}
