"""Where tasks run: in this process, in processes of this machine, or on a Ray cluster. The results are the same."""

from demonstrably.scale.engines.engine import TRIES, Dead, Engine, TaskLost, in_order
from demonstrably.scale.engines.here import Here
from demonstrably.scale.engines.processes import Processes
from demonstrably.scale.engines.ray import RayCluster

__all__ = ["TRIES", "Dead", "Engine", "Here", "Processes", "RayCluster", "TaskLost", "in_order"]
