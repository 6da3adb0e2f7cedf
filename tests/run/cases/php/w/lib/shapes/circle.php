<?php
namespace Shapes;

class Circle extends Shape {
  public function area(): float {
    return M_PI * $this->size ** 2;
  }
}
