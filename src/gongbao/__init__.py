"""gongbao (令行): official documents read, held as facts, judged with reasons."""
