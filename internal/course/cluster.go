package course

// Elsewhere has the rows that compare where the pieces go: to one core, to all cores, to
// processes, and to machines. All have the fastest kernel, and need vector instructions.
var Elsewhere = []Row{simd, parallelSIMD, {Name: "processes-simd", Driver: "Processes", Kernel: "SIMD", Needs: Vectors}, machines}

// AtGrowth has those of them that compare all cores with machines.
var AtGrowth = []Row{parallelSIMD, machines}

var machines = Row{Name: "cluster", Driver: "Cluster", Kernel: "SIMD", Needs: Vectors}
