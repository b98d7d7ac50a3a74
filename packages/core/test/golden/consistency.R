# Reference values for the variance between groups, by matrices, root finding and numerical integration in base R; the moment
# estimate also by metafor (its general method of moments), one-way cases by aov. Run in this folder: Rscript consistency.R
suppressMessages(library(metafor))
options(digits = 17)
set.seed(11)

json <- function(x) {
  if (is.list(x) && !is.null(names(x))) {
    return(paste0("{", paste0("\"", names(x), "\": ", sapply(x, json), collapse = ", "), "}"))
  }
  if (is.list(x)) return(paste0("[", paste(sapply(x, json), collapse = ", "), "]"))
  if (is.character(x)) return(paste0("\"", x, "\""))
  numbers <- formatC(x, digits = 17, format = "g", width = 1)
  if (length(x) == 1 && is.null(attr(x, "many"))) numbers else paste0("[", paste(numbers, collapse = ", "), "]")
}
many <- function(x) structure(x, many = TRUE)

draw <- function(n, mean, sd) pmin(10, pmax(0, round(rnorm(n, mean, sd))))

reference <- function(answers, level = 0.95) {
  n <- sapply(answers, length)
  y <- sapply(answers, mean)
  v <- sapply(answers, var)
  total <- sum(n)
  M <- diag(n) - outer(n, n) / total
  Q <- drop(t(y) %*% M %*% y)
  # What a variance t between the groups makes of the sum of squares: its expectation and variance, by the moments of a quadratic form.
  covariance <- function(t) diag(v / n + t)
  expected <- function(t) sum(diag(M %*% covariance(t)))
  halfVariance <- function(t) { A <- M %*% covariance(t); sum(diag(A %*% A)) }
  noise <- sum(((1 - n / total) * v)^2 / (n - 1))
  tail <- function(t) pf(Q / expected(t), expected(t)^2 / halfVariance(t), expected(t)^2 / noise, lower.tail = FALSE)
  slope <- expected(1) - expected(0)
  tau2 <- max(0, (Q - expected(0)) / slope)
  byMetafor <- suppressWarnings(rma(y, v / n, weights = n, method = "GENQ"))$tau2
  stopifnot(all.equal(tau2, byMetafor, tolerance = 1e-8))
  limit <- function(p) if (tail(0) >= p) 0 else {
    high <- 1
    while (tail(high) < p) high <- 2 * high
    uniroot(function(t) tail(t) - p, c(0, high), tol = 1e-14 * high)$root
  }
  low <- limit((1 - level) / 2)
  high <- limit((1 + level) / 2)
  # A new group: normal around the mean of all, mixed over the distribution that the tail is. By parts, the variance as (x / (1 - x))^2.
  error <- function(t) sqrt(t * (1 + sum((n / total)^2)) + sum((n / total)^2 * v / n))
  slopeOf <- function(d, t) { h <- 1e-5 * t; (2 * pnorm(-d / error(t + h)) - 2 * pnorm(-d / error(t - h))) / (2 * h) }
  beyond <- function(d) {
    inner <- function(x) sapply(x, function(z) { t <- (z / (1 - z))^2; (1 - tail(t)) * slopeOf(d, t) * 2 * z / (1 - z)^3 })
    2 * pnorm(-d / error(0)) + integrate(inner, 1e-9, 1 - 1e-9, rel.tol = 1e-10, subdivisions = 2000)$value
  }
  d <- uniroot(function(d) beyond(d) - (1 - level), c(1e-6, 1e4), tol = 1e-10)$root
  list(tau2 = tau2, low = low, high = high, share = max(0, (Q - expected(0)) / Q), p = tail(0),
    mean = sum(n * y) / total, distance = d)
}

case <- function(answers) list(answers = lapply(answers, many), reference = reference(answers))
cases <- list(
  apart = case(list(draw(40, 7.5, 1.6), draw(25, 5.8, 1.6), draw(60, 7.1, 1.6), draw(12, 6.2, 1.6))),
  alike = case(list(draw(30, 6, 2), draw(18, 6, 2), draw(44, 6, 2), draw(9, 6, 2), draw(27, 6, 2))),
  uneven = case(list(draw(300, 7, 0.8), draw(8, 5, 3), draw(5, 8, 2), draw(3, 6, 2.5), draw(40, 6.4, 2))),
  two = case(list(draw(15, 6, 1.5), draw(22, 8, 1.5))),
  months = case(lapply(1:12, function(i) draw(20, 6 + (i %% 3), 1.5))))

# Groups of one size and variance: the test is the F test of a one-way analysis of variance with other residual degrees of
# freedom only.
same <- list(c(1, 2, 3, 4, 5), c(2, 3, 4, 5, 6), c(4, 5, 6, 7, 8))
frame <- data.frame(y = unlist(same), g = factor(rep(1:3, each = 5)))
stopifnot(all.equal(reference(same)$p, summary(aov(y ~ g, frame))[[1]][["Pr(>F)"]][1]))

writeLines(json(list(source = "metafor and base R: consistency.R", cases = cases)), "consistency.json")
