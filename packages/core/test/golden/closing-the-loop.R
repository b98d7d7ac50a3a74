# Reference values for closing the loop. Run in this folder: Rscript closing-the-loop.R
suppressMessages(library(survival))
set.seed(3)
number <- function(x) formatC(x, digits = 17, format = "g", width = 1)
list_of <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")

# Low answers: followed up after some days, or still waiting. Times are whole days.
n <- 140
days_to <- floor(rexp(n, 1 / 6))
age <- sample(0:30, n, replace = TRUE)
contacted <- days_to <= age
days <- ifelse(contacted, days_to, age)
fit <- survfit(Surv(days, contacted) ~ 1, conf.type = "log-log")
share <- function(within) {
  at <- summary(fit, times = within - 1)
  s <- at$surv
  n_effective <- s * (1 - s) / at$std.err^2
  z <- qnorm(.975)
  p <- 1 - s
  centre <- (p + z^2 / (2 * n_effective)) / (1 + z^2 / n_effective)
  half <- z / (1 + z^2 / n_effective) * sqrt(p * (1 - p) / n_effective + z^2 / (4 * n_effective^2))
  paste0("{\"within\": ", within, ", \"value\": ", number(100 * p), ", \"effective\": ", number(n_effective),
    ", \"low\": ", number(100 * (centre - half)), ", \"high\": ", number(100 * (centre + half)), "}")
}

# Pairs of a low answer and the next one; who was contacted depends on the first.
m <- 120
first <- sample(0:6, m, replace = TRUE)
treated <- runif(m) < .7 - .06 * first
second <- pmin(10, pmax(0, round(4 + .4 * first + 1.5 * treated + rnorm(m, 0, 2))))
change <- second - first
shared <- intersect(first[treated], first[!treated])
used <- first %in% shared
share_of <- table(first[treated & used]) / sum(treated & used)
side <- function(own) {
  rows <- used & own
  # One mean a first score and one variance: lm on the scores as a factor.
  model <- if (length(unique(first[rows])) > 1) lm(change[rows] ~ 0 + factor(first[rows])) else lm(change[rows] ~ 1)
  weights <- as.vector(share_of)
  list(value = sum(weights * coef(model)), variance = as.numeric(t(weights) %*% vcov(model) %*% weights), df = model$df.residual)
}
a <- side(treated)
b <- side(!treated)
value <- a$value - b$value
se <- sqrt(a$variance + b$variance)
df <- se^4 / (a$variance^2 / a$df + b$variance^2 / b$df)
ta <- t.test(second[treated], first[treated], paired = TRUE)
tb <- t.test(second[!treated], first[!treated], paired = TRUE)
tu <- t.test(change[treated], change[!treated])

writeLines(paste0("{\n\"source\": \"", R.version.string, ", survival ", packageVersion("survival"),
  ": Rscript closing-the-loop.R; survfit with Rothman's (1978) interval, lm a side, t.test\",\n",
  "\"days\": ", list_of(days), ",\n\"contacted\": ", list_of(as.numeric(contacted)), ",\n",
  "\"shares\": [", paste(sapply(c(1, 2, 5, 10), share), collapse = ", "), "],\n",
  "\"median\": ", number(quantile(fit, .5)$quantile), ",\n",
  "\"first\": ", list_of(first), ",\n\"second\": ", list_of(second), ",\n\"treated\": ", list_of(as.numeric(treated)), ",\n",
  "\"matched\": ", sum(treated & used), ",\n",
  "\"uplift\": ", list_of(c(value, se, value - qt(.975, df) * se, value + qt(.975, df) * se, 2 * pt(-abs(value / se), df))), ",\n",
  "\"followedUp\": ", list_of(c(ta$estimate, ta$conf.int)), ",\n",
  "\"notContacted\": ", list_of(c(tb$estimate, tb$conf.int)), ",\n",
  "\"unmatched\": ", list_of(c(diff(rev(tu$estimate)), tu$conf.int, tu$p.value)), "\n}"), "closing-the-loop.json")
