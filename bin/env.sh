# Sourced by the other scripts: goes to the project's folder, installs what is missing, and puts the pinned Node and the
# project's programs first in PATH.
cd "$(dirname "$0")/.."
bin/setup ${setup_flags:-}
PATH="$PWD/node_modules/.bin:$PATH"
export PATH
