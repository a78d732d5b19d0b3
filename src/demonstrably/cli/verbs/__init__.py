"""The verbs, one file each; the file's name is the verb, its `command` what it does."""
