package main

import "speedup.example/internal/page"

func init() { writePage = page.Write }
